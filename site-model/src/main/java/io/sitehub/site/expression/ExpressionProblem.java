package io.sitehub.site.expression;

/**
 * Something wrong with an expression.
 *
 * @param line from 1
 * @param column from 1
 * @param message what is wrong and, where that is known, what was meant
 */
public record ExpressionProblem(int line, int column, String message) {
  @Override
  public String toString() {
    return line + ":" + column + ": " + message;
  }
}
