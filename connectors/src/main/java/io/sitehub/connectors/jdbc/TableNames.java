package io.sitehub.connectors.jdbc;

/**
 * What the tables are called in the database.
 *
 * @param schema where they are
 * @param prefix what their names begin with
 */
public record TableNames(String schema, String prefix) {

  /** The names that are used unless the sink is told otherwise. */
  public static final TableNames USUAL = new TableNames("public", "sitehub_");

  /** The name of a table, as a statement has it. */
  public String of(Table<?> table) {
    return schema + "." + plain(table);
  }

  /** The name of a table, as the catalogue of the database has it. */
  String plain(Table<?> table) {
    return prefix + table.name();
  }

  /** The table of positions, as the catalogue of the database has it. */
  String plainOffsets() {
    return prefix + "offset";
  }

  /** The table of positions, as a statement has it. */
  public String offsets() {
    return schema + "." + plainOffsets();
  }
}
