package io.sitehub.connectors.jdbc;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table of tickets.
 *
 * @param <R> what a row is made from
 * @param required whether every row has a value
 * @param value the value of a row, of the class that its type calls for
 */
public record Column<R>(
    String name, ColumnType type, boolean required, Function<R, @Nullable Object> value) {}
