package io.sitehub.connectors.jdbc;

/** Tables are missing or other than they must be. The sink waits until somebody has mended them. */
final class TablesUnusable extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param what what is wrong
   * @param statement the statement to run, or that tells what the table must be like
   */
  TablesUnusable(String what, String statement) {
    super(what + "; to run: " + statement + ";");
  }
}
