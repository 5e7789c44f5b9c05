package io.sitehub.site.kpi;

import io.sitehub.model.json.Rule;
import io.sitehub.model.json.Violation;
import io.sitehub.model.state.KpiDeclaration;
import io.sitehub.model.state.KpiDimension;
import io.sitehub.model.state.KpiSubject;
import io.sitehub.site.expression.Compilation;
import io.sitehub.site.expression.Expression;
import io.sitehub.site.expression.ExpressionCompiler;
import io.sitehub.site.expression.ExpressionProblem;
import io.sitehub.site.expression.Scope;
import io.sitehub.site.expression.ValueType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The expressions of a declaration, compiled, and all that is wrong with them. */
final class CompiledKpi {
  private static final ExpressionCompiler COMPILER = new ExpressionCompiler();

  private final Scope scope;
  private final List<Violation> violations = new ArrayList<>();
  private final List<Expression> dimensions = new ArrayList<>();
  private final @Nullable Expression when;
  private final @Nullable Expression at;
  private final @Nullable Expression until;
  private final @Nullable Expression value;

  CompiledKpi(KpiDeclaration declaration) {
    scope = scope(declaration.getEach());
    when = compile("/when", declaration.getWhen(), Set.of(ValueType.BOOL));
    at = compile("/at", declaration.getAt(), Set.of(ValueType.TIMESTAMP));
    until = compile("/until", declaration.getUntil(), Set.of(ValueType.TIMESTAMP));
    value = compile("/value", declaration.getValue(), EnumSet.allOf(ValueType.class));
    List<KpiDimension> declared = declaration.getDimensions();
    for (int i = 0; i < declared.size(); i++) {
      Expression of =
          compile("/dimensions/" + i + "/of", declared.get(i).getOf(), Set.of(ValueType.STRING));
      if (of != null) {
        dimensions.add(of);
      }
    }
  }

  static Scope scope(KpiSubject each) {
    return switch (each) {
      case WEIGHING -> Scope.WEIGHING;
      case HANDLING -> Scope.HANDLING;
      case VISIT, UNSPECIFIED -> Scope.VISIT;
    };
  }

  private @Nullable Expression compile(
      String pointer, @Nullable String text, Set<ValueType> types) {
    if (text == null) {
      return null;
    }
    return switch (COMPILER.compile(text, scope, types)) {
      case Compilation.Done done -> done.expression();
      case Compilation.Broken broken -> {
        for (ExpressionProblem problem : broken.problems()) {
          violations.add(new Violation(pointer, Rule.CEL, problem + marked(text, problem)));
        }
        yield null;
      }
    };
  }

  /** The line of the text at fault, with a caret below the place. */
  private static String marked(String text, ExpressionProblem problem) {
    List<String> lines = text.lines().toList();
    if (problem.line() > lines.size()) {
      return "";
    }
    String line = lines.get(problem.line() - 1);
    String indent = " ".repeat(Math.min(problem.column() - 1, line.length()));
    return "\n" + line.replace('\t', ' ') + "\n" + indent + "^";
  }

  /** What is wrong with the expressions, in the order of their fields. */
  List<Violation> violations() {
    return violations;
  }

  Scope scope() {
    return scope;
  }

  @Nullable Expression when() {
    return when;
  }

  @Nullable Expression at() {
    return at;
  }

  @Nullable Expression until() {
    return until;
  }

  @Nullable Expression value() {
    return value;
  }

  List<Expression> dimensions() {
    return dimensions;
  }
}
