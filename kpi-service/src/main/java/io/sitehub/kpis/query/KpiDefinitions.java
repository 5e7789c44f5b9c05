package io.sitehub.kpis.query;

import io.sitehub.kit.problem.Problem;
import io.sitehub.kit.problem.ProblemException;
import io.sitehub.kit.problem.Violation;
import io.sitehub.kit.text.NearestName;
import io.sitehub.model.state.KpiDeclaration;
import io.sitehub.model.state.KpiTarget;
import io.sitehub.model.state.SiteTarget;
import io.sitehub.site.kpi.KpiCatalogue;
import io.sitehub.site.kpi.KpiDefinition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Definitions of KPIs as answers show them, and held against each other. */
public final class KpiDefinitions {
  /** What people read; two KPIs that differ in nothing else have the same values. */
  private static final Set<String> WORDS = Set.of("title", "definition", "target");

  private KpiDefinitions() {}

  /** A KPI in general. */
  static Map<String, Object> shown(KpiDefinition kpi) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("kpi", kpi.name());
    shown.put("title", kpi.title());
    shown.put("definition", kpi.definition());
    shown.put("builtIn", KpiCatalogue.builtIn().find(kpi.name()).isPresent());
    shown.put("unit", kpi.unit().symbol());
    shown.put("dimensions", kpi.dimensions());
    shown.put(
        "measures",
        kpi.measures().stream()
            .map(measure -> Map.of("name", measure.name(), "unit", measure.unit().symbol()))
            .toList());
    targets(kpi, List.of()).ifPresent(targets -> shown.put("targets", targets));
    return shown;
  }

  /** A KPI of a site: with its targets there, and how far it is. */
  static Map<String, Object> shown(KpiDefinition kpi, SiteSettings settings, Instant now) {
    Map<String, Object> shown = shown(kpi);
    targets(kpi, settings.history().at(now).getTargets())
        .ifPresent(targets -> shown.put("targets", targets));
    settings.newest(kpi.name()).ifPresent(series -> shown.put("state", series.shown()));
    return shown;
  }

  /** What a site says of a measure stands before what the KPI says. */
  private static Optional<List<Map<String, Object>>> targets(
      KpiDefinition kpi, List<SiteTarget> bySite) {
    Map<String, Map<String, Object>> targets = new LinkedHashMap<>();
    KpiTarget own = kpi.target();
    if (own != null) {
      targets.put(own.getMeasure(), target(own.getMeasure(), own.getAtMost(), own.getAtLeast()));
    }
    for (SiteTarget each : bySite) {
      if (each.getKpi().equals(kpi.name())) {
        targets.put(
            each.getMeasure(), target(each.getMeasure(), each.getAtMost(), each.getAtLeast()));
      }
    }
    return targets.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(targets.values()));
  }

  private static Map<String, Object> target(
      String measure, @Nullable Double atMost, @Nullable Double atLeast) {
    Map<String, Object> target = new LinkedHashMap<>();
    target.put("measure", measure);
    if (atMost != null) {
      target.put("atMost", atMost);
    }
    if (atLeast != null) {
      target.put("atLeast", atLeast);
    }
    return target;
  }

  /** 404 for a KPI that is none of these, with the nearest. */
  public static ProblemException unknown(String name, List<String> names) {
    return new ProblemException(
        Problem.ofStatus(404)
            .withDetail("There is no such KPI.")
            .withViolations(
                List.of(
                    new Violation(
                        null,
                        "kpi",
                        "unknown-kpi",
                        NearestName.of(name, names)
                                .map(near -> "did you mean '" + near + "'? ")
                                .orElse("")
                            + "Allowed: "
                            + String.join(", ", names))))
            .withRetryable(false));
  }

  /** One violation for each site that means something else by a KPI than the first does. */
  static List<Violation> differing(String kpi, List<SiteSettings> having) {
    SiteSettings first = having.getFirst();
    KpiDeclaration one = first.kpis().declaration(kpi).orElseThrow();
    List<Violation> violations = new ArrayList<>();
    for (SiteSettings settings : having) {
      List<String> fields = differences(one, settings.kpis().declaration(kpi).orElseThrow());
      if (!fields.isEmpty()) {
        violations.add(
            new Violation(
                null,
                "sites",
                "definition-differs",
                "'%s' and '%s' define %s with different %s"
                    .formatted(first.site(), settings.site(), kpi, String.join(", ", fields))));
      }
    }
    return violations;
  }

  private static List<String> differences(KpiDeclaration one, KpiDeclaration other) {
    return KpiDeclaration.getClassSchema().getFields().stream()
        .filter(field -> !WORDS.contains(field.name()))
        .filter(field -> !Objects.equals(one.get(field.pos()), other.get(field.pos())))
        .map(Schema.Field::name)
        .toList();
  }
}
