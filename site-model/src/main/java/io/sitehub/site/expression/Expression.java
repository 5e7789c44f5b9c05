package io.sitehub.site.expression;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An expression that was checked. A pure function of the {@link Situation}: it knows no clock and
 * no chance. Immutable, thread-safe.
 */
public final class Expression {
  private final Program program;
  private final ValueType type;
  private final Facts facts;
  private final @Nullable Access path;
  private final List<Access> needs;

  Expression(Program program, ValueType type, Facts facts) {
    this.program = program;
    this.type = type;
    this.facts = facts;
    this.path = facts.path().map(Access::of).orElse(null);
    this.needs = facts.needs().stream().map(Access::of).toList();
  }

  /**
   * Its value, of the class that {@link #type} says; null when it has none: it uses an absent
   * field, divides by zero, goes over a limit or cannot be evaluated for another reason.
   */
  public @Nullable Object valueIn(Situation situation) {
    if (path != null) {
      return path.in(situation);
    }
    for (Access need : needs) {
      if (need.in(situation) == null) {
        return null; // said 30 times faster than by an exception
      }
    }
    return evaluate(situation);
  }

  /** What CEL says, no shortcut taken. */
  @Nullable Object evaluate(Situation situation) {
    try {
      return program.eval(situation.variables());
    } catch (CelEvaluationException noValue) {
      return null;
    }
  }

  /** Fields without which it has no value, or, for a condition, is not met. */
  List<Facts.Path> needs() {
    return facts.needs();
  }

  /** A way to a field that was found once, for it is gone with each visit. */
  private record Access(String variable, @Nullable Term<?> term) {

    static Access of(Facts.Path path) {
      Shape<?> shape = Vocabulary.VARIABLES.get(path.variable());
      return new Access(path.variable(), shape == null ? null : shape.term(path.field()));
    }

    @Nullable Object in(Situation situation) {
      View<?> view = situation.find(variable);
      return view == null || term == null ? null : view.get(term);
    }
  }

  /** What it comes to. */
  public ValueType type() {
    return type;
  }

  /**
   * The fields of the visit it depends on, as a mask: the bit of a field is its position in the
   * schema. As long as none of them changes, neither does its value.
   */
  public long reads() {
    return facts.reads();
  }

  /** Whether it speaks of the settings of the site. */
  public boolean readsSite() {
    return facts.readsSite();
  }
}
