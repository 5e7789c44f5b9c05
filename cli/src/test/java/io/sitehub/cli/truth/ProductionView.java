package io.sitehub.cli.truth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sitehub.cli.simulate.PlannedEvent;
import io.sitehub.cli.simulate.SimulationPlan;
import io.sitehub.cli.simulate.SitePlan;
import io.sitehub.model.catalogue.EventType;
import io.sitehub.model.cloudevent.EventName;
import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.json.AvroToJson;
import io.sitehub.model.json.JsonToAvro;
import io.sitehub.model.json.JsonToAvro.RecordRead;
import io.sitehub.model.state.KpiCell;
import io.sitehub.model.state.Ticket;
import io.sitehub.model.state.Visit;
import io.sitehub.site.kpi.KpiCatalogue;
import io.sitehub.site.kpi.KpiQuery;
import io.sitehub.site.kpi.KpiRow;
import io.sitehub.site.kpi.RollUp;
import io.sitehub.site.kpi.WindowLength;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** What production code made of a simulated day, held against the truth without a service. */
final class ProductionView {
  private static final Instant LATER = Instant.parse("2026-11-30T00:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SimulationPlan plan;
  private final SitePlan site;
  private final ZoneId zone;

  ProductionView(SimulationPlan plan, SitePlan site, ZoneId zone) {
    this.plan = plan;
    this.site = site;
    this.zone = zone;
  }

  /** Everything that is not as it must be. */
  List<String> mismatches(
      Collection<Visit> visits, Collection<Ticket> tickets, Collection<KpiCell> cells)
      throws IOException {
    try (QueryClient nobody = new QueryClient(List.of(URI.create("http://127.0.0.1:1")))) {
      SiteCheck check =
          new SiteCheck(nobody, SiteTruth.of(site), day(), plan.settings().visitPrefix());
      check.checkVisits(answers(visits));
      check.checkTickets(answers(tickets));
      for (Kpi kpi : Kpi.values()) {
        for (ChronoUnit unit : List.of(ChronoUnit.HOURS, ChronoUnit.DAYS)) {
          if (kpi.isOccupancy()) {
            check.checkOccupancy(kpi, zone, unit, answer(kpi, cells, unit, false));
          } else {
            check.checkKpi(kpi, zone, unit, false, answer(kpi, cells, unit, false));
            check.checkKpi(kpi, zone, unit, true, answer(kpi, cells, unit, true));
          }
        }
      }
      assertThat(check.visits()).isEqualTo(visits.size());
      assertThat(check.kpiValues()).isGreaterThan(100);
      return check.mismatches().stream().map(Object::toString).toList();
    }
  }

  private LocalDate day() {
    return plan.settings().day();
  }

  private static List<JsonNode> answers(Collection<? extends SpecificRecord> records)
      throws IOException {
    List<JsonNode> answers = new ArrayList<>();
    for (SpecificRecord record : records) {
      answers.add(JSON.readTree(AvroToJson.text(record)));
    }
    return answers;
  }

  /** The event as the gateway understands it; fails if the gateway would refuse it. */
  static SiteEvent siteEvent(PlannedEvent event) {
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

  static Optional<SpecificRecord> read(EventType type, byte[] text) {
    return switch (JsonToAvro.of(type).read(text)) {
      case RecordRead.Valid valid -> Optional.of(valid.data());
      case RecordRead.Invalid invalid -> throw new AssertionError(type + ": " + invalid);
    };
  }

  /** In the shape of the query API. */
  private ObjectNode answer(Kpi kpi, Collection<KpiCell> cells, ChronoUnit unit, boolean apart) {
    List<String> by = apart ? kpi.dimensions : List.of();
    KpiQuery query =
        new KpiQuery(
            KpiCatalogue.builtIn().find(kpi.name).orElseThrow(),
            day().atStartOfDay(zone).toInstant(),
            day().plusDays(1).atStartOfDay(zone).toInstant(),
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
