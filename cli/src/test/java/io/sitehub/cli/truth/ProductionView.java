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
import io.sitehub.model.state.SiteConfig;
import io.sitehub.model.state.Ticket;
import io.sitehub.model.state.Visit;
import io.sitehub.site.config.SiteHistory;
import io.sitehub.site.kpi.KpiCatalogue;
import io.sitehub.site.kpi.KpiQuery;
import io.sitehub.site.kpi.KpiRow;
import io.sitehub.site.kpi.RollUp;
import io.sitehub.site.kpi.SiteCalendar;
import io.sitehub.site.kpi.WindowLength;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/** What production code made of a simulated day, held against the truth without a service. */
final class ProductionView {
  private static final Instant LATER = Instant.parse("2026-11-30T00:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SimulationPlan plan;
  private final SitePlan site;
  private final SiteConfig config;
  private final ZoneId zone;
  private final SiteTruth truth;
  private final KpiTruth kpiTruth;

  /**
   * @param config in force all day
   */
  ProductionView(SimulationPlan plan, SitePlan site, SiteConfig config) throws IOException {
    this.plan = plan;
    this.site = site;
    this.config = config;
    this.zone = ZoneId.of(config.getZone());
    this.truth = SiteTruth.of(site);
    this.kpiTruth = KpiTruth.of(truth, SiteSettings.of(zone, answer(config)));
  }

  /** Everything that is not as it must be. */
  List<String> mismatches(
      Collection<Visit> visits, Collection<Ticket> tickets, Collection<KpiCell> cells)
      throws IOException {
    try (QueryClient nobody = new QueryClient(List.of(URI.create("http://127.0.0.1:1")))) {
      SiteCheck check = new SiteCheck(nobody, truth, day(), plan.settings().visitPrefix());
      check.checkVisits(answers(visits));
      check.checkTickets(answers(tickets));
      Mismatches inKpis = new Mismatches(truth.siteId());
      KpiCheck kpiCheck = new KpiCheck(kpiTruth, day(), zone, inKpis);
      for (Kpi kpi : Kpi.values()) {
        for (ChronoUnit unit : List.of(ChronoUnit.HOURS, ChronoUnit.DAYS)) {
          kpiCheck.compare(kpi, unit, false, answer(kpi, cells, unit, false));
          if (!kpi.dimensions.isEmpty()) {
            kpiCheck.compare(kpi, unit, true, answer(kpi, cells, unit, true));
          }
        }
      }
      assertThat(check.visits()).isEqualTo(visits.size());
      assertThat(kpiCheck.values()).isGreaterThan(300);
      return Stream.of(check.mismatches(), inKpis.all())
          .flatMap(List::stream)
          .map(Object::toString)
          .toList();
    }
  }

  /** The KPIs that the day says something on, and not only that there was nothing. */
  List<Kpi> kpisWithFigures() {
    return Arrays.stream(Kpi.values()).filter(kpi -> !kpiTruth.figures(kpi).isEmpty()).toList();
  }

  private LocalDate day() {
    return plan.settings().day();
  }

  private static List<JsonNode> answers(Collection<? extends SpecificRecord> records)
      throws IOException {
    List<JsonNode> answers = new ArrayList<>();
    for (SpecificRecord record : records) {
      answers.add(answer(record));
    }
    return answers;
  }

  private static JsonNode answer(SpecificRecord record) throws IOException {
    return JSON.readTree(AvroToJson.text(record));
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
    String siteId = site.profile().siteId();
    rollUp.add(siteId, SiteCalendar.of(SiteHistory.of(siteId, List.of(config))), cells);
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
