package io.sitehub.cli.truth;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The filters of the list of visits: each must give the visits of the plan that it is about. */
final class VisitFilters {
  /** So many plates are asked for. */
  private static final int PLATES = 10;

  private final QueryClient api;
  private final SiteTruth truth;
  private final String visitPrefix;
  private final Mismatches mismatches;

  VisitFilters(QueryClient api, SiteTruth truth, String visitPrefix, Mismatches mismatches) {
    this.api = api;
    this.truth = truth;
    this.visitPrefix = visitPrefix;
    this.mismatches = mismatches;
  }

  /** Asks by every filter: every state, the first ten plates, the day, and on site now. */
  void check(LocalDate day, ZoneId zone) throws IOException, InterruptedException {
    check("onSite", "true", visit -> false); // at the end of the day everybody is gone
    check("day", day.toString(), visit -> day.equals(LocalDate.ofInstant(came(visit), zone)));
    for (String state : distinct(ExpectedVisit::state)) {
      check("state", state, visit -> visit.state().equals(state));
    }
    for (String plate : distinct(visit -> visit.story().plate()).stream().limit(PLATES).toList()) {
      check(
          "plate",
          plate,
          visit ->
              plate.equals(visit.story().plate()) || plate.equals(visit.story().trailerPlate()));
    }
  }

  private void check(String name, String value, Predicate<ExpectedVisit> meant)
      throws IOException, InterruptedException {
    Set<String> expected = new TreeSet<>();
    truth
        .visits()
        .forEach((visitId, visit) -> {
          if (meant.test(visit)) {
            expected.add(visitId);
          }
        });
    List<JsonNode> answers =
        api.all("/v1/sites/" + truth.siteId() + "/visits", "visits", Map.of(name, value));
    Set<String> actual =
        answers.stream()
            .map(visit -> visit.path("visitId").asText())
            .filter(visitId -> visitId.startsWith(visitPrefix))
            .collect(Collectors.toCollection(TreeSet::new));
    if (!actual.equals(expected)) {
      mismatches.add("visits with " + name + "=" + value, expected.toString(), actual.toString());
    }
  }

  /** When it is said to have come: when it arrived, else when it was first heard of. */
  private static Instant came(ExpectedVisit visit) {
    return Stream.of(
            visit.story().arrivedAt(),
            visit.story().announcedAt(),
            visit.story().queuedAt(),
            visit.story().enteredAt(),
            visit.story().closedAt())
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow();
  }

  private Set<String> distinct(Attribute attribute) {
    return truth.visits().values().stream()
        .map(attribute::of)
        .filter(Objects::nonNull)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @FunctionalInterface
  private interface Attribute {
    @Nullable String of(ExpectedVisit visit);
  }
}
