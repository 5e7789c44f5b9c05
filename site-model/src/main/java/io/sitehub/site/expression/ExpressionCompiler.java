package io.sitehub.site.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.types.CelType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks expressions. Everything about them is bounded, so that no definition can stop a site: the
 * length of the text and how deep it is nested, the steps of an evaluation, the size of patterns,
 * which are matched in linear time (RE2). Immutable, thread-safe.
 */
public final class ExpressionCompiler {
  /** The longest text, in characters. */
  public static final int MAX_LENGTH = 2_000;

  /** How deep an expression may be nested. */
  public static final int MAX_NESTING = 32;

  /** How many elements the macros of one evaluation may look at, all together. */
  public static final int MAX_STEPS = 1_000;

  private static final int MAX_PATTERN_SIZE = 1_000;

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .maxExpressionCodePointSize(MAX_LENGTH)
          .maxParseRecursionDepth(MAX_NESTING)
          .maxParseErrorRecoveryLimit(10)
          .comprehensionMaxIterations(MAX_STEPS)
          .maxRegexProgramSize(MAX_PATTERN_SIZE)
          .build();

  private final Map<Scope, CelCompiler> compilers = new EnumMap<>(Scope.class);
  private final CelRuntime runtime =
      CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(OPTIONS).build();

  /** A compiler for the vocabulary. */
  public ExpressionCompiler() {
    for (Scope scope : Scope.values()) {
      CelCompilerBuilder builder =
          CelCompilerFactory.standardCelCompilerBuilder()
              .setOptions(OPTIONS)
              .setTypeProvider(Vocabulary.TYPES)
              .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
              .addVar("visit", Vocabulary.VISIT.type())
              .addVar("site", Vocabulary.SITE.type());
      switch (scope) {
        case VISIT -> {}
        case WEIGHING -> builder.addVar("weighing", Vocabulary.WEIGHING.type());
        case HANDLING -> builder.addVar("handling", Vocabulary.HANDLING.type());
      }
      compilers.put(scope, builder.build());
    }
  }

  /**
   * Compiles a text.
   *
   * @param types what it may come to
   */
  public Compilation compile(String text, Scope scope, Set<ValueType> types) {
    CelCompiler compiler = compilers.get(scope);
    if (compiler == null) {
      throw new IllegalArgumentException("no scope " + scope);
    }
    CelValidationResult result = compiler.compile(text);
    List<CelIssue> errors = result.getErrors();
    if (!errors.isEmpty()) {
      return new Compilation.Broken(
          errors.stream().map(e -> FriendlyMessage.of(e, scope)).toList());
    }
    try {
      return checked(result.getAst(), types);
    } catch (CelValidationException impossible) {
      throw new IllegalStateException("no errors, and yet not valid", impossible);
    }
  }

  private Compilation checked(CelAbstractSyntaxTree ast, Set<ValueType> types) {
    Optional<String> made =
        CelNavigableAst.fromAst(ast)
            .getRoot()
            .allNodes()
            .filter(node -> node.getKind() == CelExpr.ExprKind.Kind.STRUCT)
            .map(node -> node.expr().struct().messageName())
            .findFirst();
    if (made.isPresent()) {
      return broken("a " + made.get() + " cannot be made, only spoken of");
    }
    CelType resultType = ast.getResultType();
    Optional<ValueType> type = ValueType.of(resultType).filter(types::contains);
    if (type.isEmpty()) {
      String wanted =
          types.stream().sorted().map(ValueType::words).collect(Collectors.joining(" or "));
      return broken("must be " + wanted + ", not " + ValueType.words(resultType));
    }
    try {
      boolean condition = types.equals(Set.of(ValueType.BOOL));
      return new Compilation.Done(
          new Expression(
              runtime.createProgram(ast), type.get(), Facts.of(ast.getExpr(), condition)));
    } catch (CelEvaluationException refused) {
      return broken(String.valueOf(refused.getMessage()));
    }
  }

  private static Compilation broken(String message) {
    return new Compilation.Broken(List.of(new ExpressionProblem(1, 1, message)));
  }
}
