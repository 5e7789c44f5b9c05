package io.sitehub.site.expression;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What can be said of an expression without evaluating it.
 *
 * @param reads fields of the visit that it may depend on, as a mask of their positions
 * @param readsSite whether it speaks of the settings
 * @param needs fields without which it has no value, or, for a condition, is not met
 * @param path the field it is, if it is nothing but a field
 */
record Facts(long reads, boolean readsSite, List<Path> needs, Optional<Path> path) {

  /** A field of a variable. */
  record Path(String variable, String field) {}

  /**
   * @param condition whether false is as good as no value: then each side of an outermost {@code
   *     &&} is needed, which otherwise is not so, for {@code false && x} is false whatever x is
   */
  static Facts of(CelExpr expression, boolean condition) {
    Walk walk = new Walk();
    walk.read(expression);
    walk.need(expression, condition);
    return new Facts(walk.reads, walk.readsSite, List.copyOf(walk.needs), path(expression));
  }

  private static Optional<Path> path(CelExpr e) {
    return e.getKind() == Kind.SELECT
            && !e.select().testOnly()
            && e.select().operand().getKind() == Kind.IDENT
        ? Optional.of(new Path(e.select().operand().ident().name(), e.select().field()))
        : Optional.empty();
  }

  private static final class Walk {
    private long reads;
    private boolean readsSite;
    private final List<Path> needs = new ArrayList<>();

    /**
     * Notes every field spoken of. A variable of a macro that hides one of ours is taken for ours:
     * it may say too much, never too little.
     */
    private void read(CelExpr e) {
      switch (e.getKind()) {
        case IDENT -> whole(e.ident().name());
        case SELECT -> {
          CelExpr operand = e.select().operand();
          if (operand.getKind() == Kind.IDENT) {
            field(operand.ident().name(), e.select().field());
          } else {
            read(operand);
          }
        }
        case CALL -> parts(e.call()).forEach(this::read);
        case LIST -> e.list().elements().forEach(this::read);
        case MAP ->
            e.map()
                .entries()
                .forEach(entry -> {
                  read(entry.key());
                  read(entry.value());
                });
        case STRUCT -> e.struct().entries().forEach(entry -> read(entry.value()));
        case COMPREHENSION -> {
          CelComprehension loop = e.comprehension();
          read(loop.iterRange());
          read(loop.accuInit());
          read(loop.loopCondition());
          read(loop.loopStep());
          read(loop.result());
        }
        case CONSTANT, NOT_SET -> {}
      }
    }

    private void whole(String variable) {
      Shape<?> shape = Vocabulary.VARIABLES.get(variable);
      if (shape != null) {
        reads |= shape.reads();
        site(variable);
      }
    }

    private void field(String variable, String field) {
      Shape<?> shape = Vocabulary.VARIABLES.get(variable);
      Term<?> term = shape == null ? null : shape.term(field);
      if (term != null) {
        reads |= term.reads();
        site(variable);
      }
    }

    private void site(String variable) {
      if (variable.equals("site")) {
        readsSite = true;
        reads |= Vocabulary.SITE_READS;
      }
    }

    /** Notes every field that is evaluated whatever the others are, and whose absence is final. */
    private void need(CelExpr e, boolean condition) {
      Optional<Path> path = path(e);
      if (path.isPresent()) {
        needs.add(path.get());
        return;
      }
      switch (e.getKind()) {
        case SELECT -> {
          if (!e.select().testOnly()) {
            need(e.select().operand(), false);
          }
        }
        case CALL -> {
          switch (e.call().function()) {
            case "_&&_" -> {
              if (condition) {
                e.call().args().forEach(side -> need(side, true));
              }
            }
            case "_||_" -> {} // x || true is true whatever x is
            case "_?_:_" -> need(e.call().args().getFirst(), false);
            default -> parts(e.call()).forEach(part -> need(part, false));
          }
        }
        case LIST -> e.list().elements().forEach(element -> need(element, false));
        case MAP ->
            e.map()
                .entries()
                .forEach(entry -> {
                  need(entry.key(), false);
                  need(entry.value(), false);
                });
        case COMPREHENSION -> need(e.comprehension().iterRange(), false);
        case IDENT, STRUCT, CONSTANT, NOT_SET -> {}
      }
    }

    private static List<CelExpr> parts(CelCall call) {
      List<CelExpr> parts = new ArrayList<>(call.args());
      call.target().ifPresent(parts::addFirst);
      return parts;
    }
  }
}
