package io.sitehub.connectors.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A table that the sink writes, the same in every database.
 *
 * @param <R> what a row is made from
 * @param name without the prefix
 * @param key the columns that name a row
 * @param newestBy the column by which a row may only grow, if there is one: of two rows with the
 *     same key the one in which it is greater stands
 */
public record Table<R>(
    String name, List<Column<R>> columns, List<String> key, @Nullable String newestBy) {

  /** The names of all columns. */
  public List<String> columnNames() {
    return columns.stream().map(Column::name).toList();
  }

  /** The values of a row, in the order of the columns. */
  public List<@Nullable Object> row(R from) {
    return columns.stream().<@Nullable Object>map(column -> column.value().apply(from)).toList();
  }

  /** Puts a table together. */
  static final class Builder<R> {
    private final String name;
    private final ArrayList<Column<R>> columns = new ArrayList<>();
    private List<String> key = List.of();
    private @Nullable String newestBy;

    Builder(String name) {
      this.name = name;
    }

    Builder<R> required(String column, ColumnType type, Function<R, @Nullable Object> value) {
      columns.add(new Column<>(column, type, true, value));
      return this;
    }

    Builder<R> optional(String column, ColumnType type, Function<R, @Nullable Object> value) {
      columns.add(new Column<>(column, type, false, value));
      return this;
    }

    Builder<R> key(String... names) {
      key = List.of(names);
      return this;
    }

    Builder<R> newestBy(String column) {
      newestBy = column;
      return this;
    }

    Table<R> build() {
      return new Table<>(name, List.copyOf(columns), key, newestBy);
    }
  }
}
