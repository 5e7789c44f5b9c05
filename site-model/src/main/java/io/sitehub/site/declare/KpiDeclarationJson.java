package io.sitehub.site.declare;

import io.sitehub.model.json.JsonToAvro;
import io.sitehub.model.json.JsonToAvro.RecordRead;
import io.sitehub.model.json.Rule;
import io.sitehub.model.json.Violation;
import io.sitehub.model.state.KpiDeclaration;
import io.sitehub.site.kpi.KpiChecker;
import java.util.List;
import java.util.Map;

/**
 * Reads the declaration of a KPI from JSON as people write it: the rules of the schema, then its
 * expressions and whether its parts go together. {@code kpi} may be left out, since the name is
 * known.
 */
public final class KpiDeclarationJson {
  private KpiDeclarationJson() {}

  /** What came of reading a declaration. */
  public sealed interface KpiRead {
    /** One that can be computed. */
    record Valid(KpiDeclaration declaration) implements KpiRead {}

    /** All that is wrong; never empty. Expressions are looked at once everything can be read. */
    record Invalid(List<Violation> violations) implements KpiRead {}
  }

  /**
   * Reads a declaration.
   *
   * @param name what the KPI is called
   */
  public static KpiRead read(byte[] json, String name) {
    KnownMembers.Completed completed = KnownMembers.complete(json, Map.of("kpi", name));
    return switch (JsonToAvro.of(KpiDeclaration.class).read(completed.json())) {
      case RecordRead.Valid(KpiDeclaration declaration) -> checked(declaration, name);
      case RecordRead.Valid(var other) -> throw new IllegalStateException("read " + other);
      case RecordRead.Invalid(List<Violation> violations) -> new KpiRead.Invalid(violations);
    };
  }

  private static KpiRead checked(KpiDeclaration declaration, String name) {
    if (!declaration.getKpi().equals(name)) {
      return new KpiRead.Invalid(
          List.of(
              new Violation(
                  "/kpi",
                  Rule.CONSISTENT,
                  "is '%s', but this is about '%s': leave it out"
                      .formatted(declaration.getKpi(), name))));
    }
    List<Violation> violations = KpiChecker.check(declaration);
    return violations.isEmpty() ? new KpiRead.Valid(declaration) : new KpiRead.Invalid(violations);
  }
}
