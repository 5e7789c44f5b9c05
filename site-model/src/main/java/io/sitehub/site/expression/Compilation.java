package io.sitehub.site.expression;

import java.util.List;

/** What came of compiling a text. */
public sealed interface Compilation {
  /** It can be evaluated. */
  record Done(Expression expression) implements Compilation {}

  /** All that is wrong with it, in the order of the text; never empty. */
  record Broken(List<ExpressionProblem> problems) implements Compilation {}
}
