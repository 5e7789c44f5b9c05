package io.sitehub.site.kpi;

import io.sitehub.model.catalogue.Nearest;
import io.sitehub.model.json.EnumWords;
import io.sitehub.model.json.Rule;
import io.sitehub.model.json.Violation;
import io.sitehub.model.state.KpiAggregate;
import io.sitehub.model.state.KpiDeclaration;
import io.sitehub.model.state.KpiDimension;
import io.sitehub.model.state.KpiSubject;
import io.sitehub.model.state.KpiTarget;
import io.sitehub.model.state.KpiUnitName;
import io.sitehub.site.expression.Expression;
import io.sitehub.site.expression.ValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks a declaration as a user wrote it: that its expressions can be evaluated, and that its
 * parts go together. The rules of single fields (names, lengths) were checked when it was read.
 */
public final class KpiChecker {
  /** Parameters of every query, which a dimension would hide. */
  private static final Set<String> RESERVED = Set.of("from", "to", "window", "by", "sites");

  private static final Set<String> UNLIKELY_UNITS =
      Set.of("carrier", "material", "direction", "product");

  private final KpiDeclaration declaration;
  private final CompiledKpi compiled;
  private final List<Violation> violations = new ArrayList<>();

  private KpiChecker(KpiDeclaration declaration) {
    this.declaration = declaration;
    this.compiled = new CompiledKpi(declaration);
  }

  /**
   * All that is wrong with a declaration; empty when nothing is.
   *
   * <p>The detail of a {@link Rule#CEL} violation begins with line and column of the error within
   * the expression, {@code 1:7: }, and ends with the line at fault and a caret below the place.
   */
  public static List<Violation> check(KpiDeclaration declaration) {
    return new KpiChecker(declaration).all();
  }

  private List<Violation> all() {
    specified();
    violations.addAll(compiled.violations());
    dimensions();
    if (violations.stream().noneMatch(violation -> violation.rule() == Rule.ENUM)) {
      Aggregate aggregate = Aggregate.of(declaration.getAggregate());
      KpiUnit unit = KpiUnit.of(declaration.getUnit());
      if (aggregate.ofSpans()) {
        span(aggregate, unit);
      } else {
        measured(aggregate, unit);
      }
      if (aggregate == Aggregate.UTILISATION && declaration.getDimensions().size() > 0) {
        firstIsUnit();
      }
      target();
    }
    return List.copyOf(violations);
  }

  private void specified() {
    if (declaration.getAggregate() == KpiAggregate.UNSPECIFIED) {
      violate("/aggregate", Rule.ENUM, "must say how measurements add up");
    }
    if (declaration.getUnit() == KpiUnitName.UNSPECIFIED) {
      violate("/unit", Rule.ENUM, "must say what it is shown in");
    }
    if (declaration.getEach() == KpiSubject.UNSPECIFIED) {
      violate("/each", Rule.ENUM, "must say what there is one measurement of");
    }
  }

  private void dimensions() {
    Set<String> names = new HashSet<>();
    List<KpiDimension> declared = declaration.getDimensions();
    for (int i = 0; i < declared.size(); i++) {
      String pointer = "/dimensions/" + i + "/name";
      String name = declared.get(i).getName();
      if (name.equals(KpiDefinition.SITE)) {
        violate(pointer, Rule.UNIQUE, "must not be site: every KPI has that without saying so");
      } else if (RESERVED.contains(name)) {
        violate(
            pointer, Rule.UNIQUE, "must not be " + name + ", which means another thing to a query");
      } else if (!names.add(name)) {
        violate(pointer, Rule.UNIQUE, "must not be there twice: " + name);
      }
    }
  }

  /** Of an occupancy or a utilisation. */
  private void span(Aggregate aggregate, KpiUnit unit) {
    String word = words(aggregate);
    if (declaration.getUntil() == null) {
      violate("/until", Rule.REQUIRED, "is missing: " + word + " is from `at` until `until`");
    }
    if (declaration.getValue() != null) {
      violate("/value", Rule.CONSISTENT, "must be absent: " + word + " measures nothing else");
    }
    if (declaration.getDue()) {
      violate("/due", Rule.CONSISTENT, "must not be true of " + word);
    }
    boolean fits =
        aggregate == Aggregate.UTILISATION
            ? unit == KpiUnit.PERCENT
            : unit == KpiUnit.TRUCKS || unit == KpiUnit.NUMBER;
    if (!fits) {
      violate(
          "/unit",
          Rule.CONSISTENT,
          aggregate == Aggregate.UTILISATION
              ? "must be percent, as of every utilisation"
              : "must be trucks or number, as of every occupancy");
    }
  }

  /** Of anything else. */
  private void measured(Aggregate aggregate, KpiUnit unit) {
    if (declaration.getUntil() != null) {
      violate(
          "/until",
          Rule.CONSISTENT,
          "must be absent: only an occupancy or a utilisation is from one instant until another");
    }
    if (aggregate == Aggregate.RATIO && unit != KpiUnit.PERCENT) {
      violate("/unit", Rule.CONSISTENT, "must be percent, as of every ratio");
    }
    if (declaration.getValue() == null) {
      unvalued(aggregate, unit);
    } else if (aggregate == Aggregate.TOTAL && unit == KpiUnit.TRUCKS) {
      violate(
          "/value",
          Rule.CONSISTENT,
          "must be absent: a total of trucks counts; to add something up choose another unit");
    } else {
      valueType(aggregate, unit, compiled.value());
    }
  }

  private void unvalued(Aggregate aggregate, KpiUnit unit) {
    if (aggregate != Aggregate.TOTAL) {
      violate("/value", Rule.REQUIRED, "is missing: what does " + words(aggregate) + " measure?");
    } else if (unit != KpiUnit.TRUCKS && unit != KpiUnit.NUMBER) {
      violate("/value", Rule.REQUIRED, "is missing: what is added up in " + words(unit) + "?");
    }
  }

  private void valueType(Aggregate aggregate, KpiUnit unit, @Nullable Expression value) {
    if (value == null) {
      return; // it was told what is wrong with it
    }
    ValueType wanted =
        aggregate == Aggregate.RATIO
            ? ValueType.BOOL
            : unit.isTime() ? ValueType.DURATION : ValueType.NUMBER;
    if (value.type() != wanted) {
      violate(
          "/value",
          Rule.CEL,
          "1:1: must be %s, not %s: %s"
              .formatted(wanted.words(), value.type().words(), why(aggregate, unit)));
    }
  }

  private static String why(Aggregate aggregate, KpiUnit unit) {
    if (aggregate == Aggregate.RATIO) {
      return "a ratio is the share of those that are true";
    }
    return switch (unit) {
      case KILOGRAMS, TONNES -> "a weight is said in kilograms";
      case PERCENT -> "a share is said as a number, 1.0 is 100 %";
      default -> "the unit is " + words(unit);
    };
  }

  private void firstIsUnit() {
    if (UNLIKELY_UNITS.contains(declaration.getDimensions().getFirst().getName())) {
      violate(
          "/dimensions/0/name",
          Rule.CONSISTENT,
          "must be what is taken, such as a scale or a station: a utilisation is of its first"
              + " dimension");
    }
  }

  private void target() {
    KpiTarget target = declaration.getTarget();
    if (target == null) {
      return;
    }
    List<String> measures = measures();
    if (!measures.contains(target.getMeasure())) {
      violate(
          "/target/measure",
          Rule.ENUM,
          Nearest.to(target.getMeasure(), measures)
                  .map(near -> "did you mean " + near + "? ")
                  .orElse("")
              + "must be one of: "
              + String.join(", ", measures));
    }
    Double atMost = target.getAtMost();
    Double atLeast = target.getAtLeast();
    if (atMost == null && atLeast == null) {
      violate("/target", Rule.REQUIRED, "must say atMost or atLeast, or both");
    } else if (atMost != null && atLeast != null && atMost < atLeast) {
      violate("/target/atLeast", Rule.CONSISTENT, "must not be more than atMost");
    }
  }

  /** The names of its measures; of a declaration that names no two dimensions the same. */
  private List<String> measures() {
    KpiDeclaration bare = KpiDeclaration.newBuilder(declaration).setDimensions(List.of()).build();
    return KpiDefinition.of(bare).measures().stream().map(KpiMeasure::name).toList();
  }

  private static String words(Aggregate aggregate) {
    String word = EnumWords.word(aggregate);
    return (aggregate == Aggregate.OCCUPANCY ? "an " : "a ") + word;
  }

  private static String words(KpiUnit unit) {
    return EnumWords.word(unit);
  }

  private void violate(String pointer, Rule rule, String detail) {
    violations.add(new Violation(pointer, rule, detail));
  }
}
