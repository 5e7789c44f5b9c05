package io.sitehub.cli.truth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sitehub.cli.simulate.Delivery;
import io.sitehub.cli.simulate.PlannedEvent;
import io.sitehub.cli.simulate.SimulationPlan;
import io.sitehub.cli.simulate.SimulationSettings;
import io.sitehub.cli.simulate.SitePlan;
import io.sitehub.model.catalogue.EventType;
import io.sitehub.model.cloudevent.EventName;
import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.event.RecordCorrected;
import io.sitehub.model.json.AvroToJson;
import io.sitehub.model.json.JsonToAvro;
import io.sitehub.model.json.JsonToAvro.RecordRead;
import io.sitehub.model.kpi.CellKey;
import io.sitehub.model.kpi.Contributions;
import io.sitehub.model.kpi.KpiCatalogue;
import io.sitehub.model.kpi.KpiQuery;
import io.sitehub.model.kpi.KpiRow;
import io.sitehub.model.kpi.RollUp;
import io.sitehub.model.kpi.WindowLength;
import io.sitehub.model.state.Accumulator;
import io.sitehub.model.state.KpiCell;
import io.sitehub.model.state.Visit;
import io.sitehub.processors.ticket.TicketContent;
import io.sitehub.processors.ticket.TicketSeries;
import io.sitehub.processors.visit.VisitFold;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Holds the truth against the production fold, tickets and KPI algebra, without a cluster: two
 * derivations of the same day that know nothing of each other must agree on every figure.
 */
class FoldAgreementTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 23);
  private static final Instant LATER = Instant.parse("2026-11-30T00:00:00Z");
  private static final VisitFold FOLD =
      new VisitFold((type, json) -> read(type, json.getBytes(StandardCharsets.UTF_8)));

  private final ObjectMapper json = new ObjectMapper();

  @ParameterizedTest
  @CsvSource({"1,Europe/Paris", "2,Europe/Paris", "3,UTC", "4,Asia/Kolkata", "5,Europe/Paris"})
  void truthAndProductionAgreeOnEveryFigure(long seed, String zone) throws Exception {
    SimulationPlan plan = SimulationPlan.of(new SimulationSettings(seed, DAY, 3, 120));
    for (SitePlan site : plan.sites()) {
      // Given the events in any order
      List<SiteEvent> events = new ArrayList<>();
      for (Delivery delivery : site.deliveries()) {
        events.add(siteEvent(delivery.event()));
      }
      Collections.shuffle(events, new Random(seed));

      // When
      List<Visit> visits = visits(site, events);

      // Then
      assertThat(mismatches(plan, site, visits, ZoneId.of(zone))).isEmpty();
    }
  }

  private List<String> mismatches(
      SimulationPlan plan, SitePlan site, List<Visit> visits, ZoneId zone) throws Exception {
    try (QueryClient nobody = new QueryClient(List.of(URI.create("http://127.0.0.1:1")))) {
      SiteCheck check =
          new SiteCheck(nobody, SiteTruth.of(site), DAY, plan.settings().visitPrefix());
      List<JsonNode> visitAnswers = new ArrayList<>();
      List<JsonNode> ticketAnswers = new ArrayList<>();
      for (Visit visit : visits) {
        visitAnswers.add(json.readTree(AvroToJson.text(visit)));
        Optional<TicketContent> content = TicketContent.of(visit);
        if (content.isPresent()) {
          int number = ticketAnswers.size() + 1;
          ticketAnswers.add(
              json.readTree(AvroToJson.text(TicketSeries.issue(content.get(), number))));
        }
      }
      check.checkVisits(visitAnswers);
      check.checkTickets(ticketAnswers);
      List<KpiCell> cells = cells(site.profile().siteId(), visits, zone);
      for (Kpi kpi : Kpi.values()) {
        for (ChronoUnit unit : List.of(ChronoUnit.HOURS, ChronoUnit.DAYS)) {
          if (kpi.isOccupancy()) {
            check.checkOccupancy(kpi, zone, unit, answer(kpi, cells, site, zone, unit, false));
          } else {
            check.checkKpi(kpi, zone, unit, false, answer(kpi, cells, site, zone, unit, false));
            check.checkKpi(kpi, zone, unit, true, answer(kpi, cells, site, zone, unit, true));
          }
        }
      }
      assertThat(check.visits()).isEqualTo(visits.size());
      assertThat(check.kpiValues()).isGreaterThan(100);
      return check.mismatches().stream().map(Object::toString).toList();
    }
  }

  private static SiteEvent siteEvent(PlannedEvent event) {
    EventType type = EventType.byName(event.type()).orElseThrow();
    SpecificRecord data =
        read(type, event.data().toString().getBytes(StandardCharsets.UTF_8)).orElseThrow();
    return new SiteEvent(
        new EventName(event.terminal().source(), event.id()),
        type,
        event.terminal().siteId(),
        event.visitId(),
        event.time(),
        event.deviceseq(),
        event.actor(),
        null,
        null,
        data);
  }

  private static Optional<SpecificRecord> read(EventType type, byte[] text) {
    return switch (JsonToAvro.of(type).read(text)) {
      case RecordRead.Valid valid -> Optional.of(valid.data());
      case RecordRead.Invalid invalid -> throw new AssertionError(type + ": " + invalid);
    };
  }

  /** Corrections go to the visit of what they correct. */
  private static List<Visit> visits(SitePlan site, List<SiteEvent> events) {
    Map<EventName, SiteEvent> byName = new HashMap<>();
    events.forEach(event -> byName.put(event.name(), event));
    Map<String, List<SiteEvent>> byVisit = new TreeMap<>();
    for (SiteEvent event : events) {
      String visitId = visitOf(event, byName);
      if (visitId != null) {
        byVisit.computeIfAbsent(visitId, v -> new ArrayList<>()).add(event);
      }
    }
    List<Visit> visits = new ArrayList<>();
    byVisit.forEach((visitId, own) -> visits.add(FOLD.fold(site.profile().siteId(), visitId, own)));
    return visits;
  }

  private static @Nullable String visitOf(SiteEvent event, Map<EventName, SiteEvent> byName) {
    SiteEvent target = event;
    while (target != null && target.data() instanceof RecordCorrected correction) {
      target =
          byName.get(new EventName(correction.getCorrectsSource(), correction.getCorrectsId()));
    }
    return target == null ? null : target.subject();
  }

  private static List<KpiCell> cells(String siteId, List<Visit> visits, ZoneId zone) {
    List<KpiCell> cells = new ArrayList<>();
    for (Visit visit : visits) {
      for (Map.Entry<CellKey, Accumulator> cell :
          Contributions.of(visit, KpiCatalogue.builtIn(), zone).cells().entrySet()) {
        CellKey key = cell.getKey();
        cells.add(
            new KpiCell(
                siteId,
                key.kpi(),
                key.dimensions(),
                key.granularity(),
                key.windowStart(),
                cell.getValue()));
      }
    }
    return cells;
  }

  /** In the shape of the query API. */
  private static ObjectNode answer(
      Kpi kpi, List<KpiCell> cells, SitePlan site, ZoneId zone, ChronoUnit unit, boolean apart) {
    List<String> by = apart ? kpi.dimensions : List.of();
    KpiQuery query =
        new KpiQuery(
            KpiCatalogue.builtIn().find(kpi.name).orElseThrow(),
            DAY.atStartOfDay(zone).toInstant(),
            DAY.plusDays(1).atStartOfDay(zone).toInstant(),
            unit == ChronoUnit.HOURS ? WindowLength.HOUR : WindowLength.DAY,
            by,
            Map.of(),
            KpiQuery.DEFAULT_LATENESS);
    RollUp rollUp = new RollUp(query);
    rollUp.add(site.profile().siteId(), zone, cells);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode values = answer.putArray("values");
    for (KpiRow row : rollUp.rows(LATER)) {
      ObjectNode value =
          values
              .addObject()
              .put("from", row.window().from().toString())
              .put("to", row.window().to().toString())
              .put("count", row.value().count());
      ObjectNode dimensions = value.putObject("dimensions");
      for (int i = 0; i < by.size(); i++) {
        String known = row.dimensions().get(i);
        dimensions.put(by.get(i), known.isEmpty() ? null : known);
      }
      ObjectNode measures = value.putObject("measures");
      row.value().measures().forEach(measures::put);
    }
    return answer;
  }
}
