package io.sitehub.processors.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.cloudevent.EventName;
import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.event.RecordCorrected;
import io.sitehub.model.json.AvroToJson;
import io.sitehub.model.state.Accumulator;
import io.sitehub.model.state.Booking;
import io.sitehub.model.state.KpiCell;
import io.sitehub.model.state.KpiDeclaration;
import io.sitehub.model.state.Order;
import io.sitehub.model.state.OrderStatus;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.model.state.Ticket;
import io.sitehub.model.state.Visit;
import io.sitehub.processors.output.Output;
import io.sitehub.processors.state.Tickets;
import io.sitehub.processors.state.VisitAttributes;
import io.sitehub.processors.state.VisitCounts;
import io.sitehub.processors.state.VisitIndex;
import io.sitehub.processors.ticket.TicketContent;
import io.sitehub.processors.ticket.TicketStatement;
import io.sitehub.processors.visit.Plan;
import io.sitehub.processors.visit.ReplacementReader;
import io.sitehub.processors.visit.VisitFold;
import io.sitehub.site.config.SiteHistory;
import io.sitehub.site.kpi.AccumulatorGroup;
import io.sitehub.site.kpi.CellKey;
import io.sitehub.site.kpi.KpiCatalogue;
import io.sitehub.site.kpi.KpiFormula;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * What must be known of a site once all of its events, and the orders as they are in the end, have
 * come: worked out at once from all of them.
 *
 * @param config the site's only configuration
 * @param visits by their keys
 */
record WholeLog(SiteConfig config, SortedMap<String, Visit> visits) {

  /** By all events, each once, and the orders of which none has been removed. */
  static WholeLog of(SiteConfig config, List<SiteEvent> events, Collection<Order> orders) {
    String siteId = config.getSiteId();
    Map<String, List<SiteEvent>> byVisit = byVisit(events);
    for (Order order : orders) {
      for (Booking booking : order.getBookings()) {
        byVisit.putIfAbsent(booking.getVisitId(), List.of());
      }
    }
    VisitFold fold = new VisitFold(ReplacementReader.byTheRules());
    SortedMap<String, Visit> visits = new TreeMap<>();
    byVisit.forEach((visitId, own) -> {
      Visit told = fold.fold(siteId, visitId, own);
      Plan plan = plan(visitId, told.getOrderId(), orders);
      visits.put(siteId + "/" + visitId, plan == null ? told : plan.over(told));
    });
    return new WholeLog(config, visits);
  }

  /** Every event in the visit it names, every correction in that of what it corrects. */
  private static Map<String, List<SiteEvent>> byVisit(List<SiteEvent> events) {
    Map<EventName, SiteEvent> byName = new HashMap<>();
    events.forEach(event -> byName.put(event.name(), event));
    Map<String, List<SiteEvent>> byVisit = new HashMap<>();
    for (SiteEvent event : events) {
      visitOf(event, byName)
          .ifPresent(visit -> byVisit.computeIfAbsent(visit, v -> new ArrayList<>()).add(event));
    }
    return byVisit;
  }

  private static Optional<String> visitOf(SiteEvent event, Map<EventName, SiteEvent> byName) {
    SiteEvent at = event;
    for (int step = 0; at != null && step <= byName.size(); step++) {
      if (!(at.data() instanceof RecordCorrected correction)) {
        return Optional.ofNullable(at.subject());
      }
      at = byName.get(new EventName(correction.getCorrectsSource(), correction.getCorrectsId()));
    }
    return Optional.empty();
  }

  private record Booked(Order order, Booking booking) {
    boolean stands() {
      return !booking.getCancelled() && order.getStatus() != OrderStatus.CANCELLED;
    }

    boolean countsRatherThan(Booked other) {
      if (stands() != other.stands()) {
        return stands();
      }
      int later = booking.getBookedAt().compareTo(other.booking.getBookedAt());
      return later > 0
          || (later == 0 && order.getOrderId().compareTo(other.order.getOrderId()) > 0);
    }
  }

  private static @Nullable Plan plan(
      String visitId, @Nullable String named, Collection<Order> orders) {
    Booked counts = null;
    for (Order order : orders) {
      for (Booking booking : order.getBookings()) {
        Booked booked = new Booked(order, booking);
        if (booking.getVisitId().equals(visitId)
            && (counts == null || booked.countsRatherThan(counts))) {
          counts = booked;
        }
      }
    }
    return counts != null
        ? Plan.of(counts.order(), counts.booking())
        : orders.stream()
            .filter(order -> order.getOrderId().equals(named))
            .map(Plan::of)
            .findFirst()
            .orElse(null);
  }

  /**
   * Holds it against what a topology has made of them.
   *
   * @param written its visits as last written
   * @param cells its cells as last written
   */
  void assertKnown(
      TopologyFixture topology, Map<String, Visit> written, Map<String, KpiCell> cells) {
    assertThat(topology.written(Output.DEAD_LETTERS)).isEmpty();
    assertThat(texts(written)).isEqualTo(texts(visits));
    assertThat(texts(byKey(cells.values()))).isEqualTo(texts(figures()));
    assertTicketsFit(new Tickets(topology.state(), topology.registry));
    assertListed(new VisitIndex(topology.state()));
    assertThat(new VisitCounts(topology.state()).of(config.getSiteId())).isEqualTo(visits.size());
  }

  /** As text: Avro cannot compare lists of records that hold instants. */
  private static <K> Map<K, String> texts(Map<K, ? extends SpecificRecord> records) {
    Map<K, String> texts = new TreeMap<>();
    records.forEach((key, record) -> texts.put(key, AvroToJson.text(record)));
    return texts;
  }

  private static SortedMap<String, Accumulator> byKey(Collection<KpiCell> cells) {
    SortedMap<String, Accumulator> values = new TreeMap<>();
    for (KpiCell cell : cells) {
      CellKey key = new CellKey(cell.getGranularity(), cell.getWindowStart(), cell.getDimensions());
      values.put(cell.getKpi() + " " + key, cell.getValue());
    }
    return values;
  }

  private SortedMap<String, Accumulator> figures() {
    SortedMap<String, Accumulator> cells = new TreeMap<>();
    SiteHistory history = SiteHistory.of(config.getSiteId(), List.of(config));
    for (KpiDeclaration declaration : KpiCatalogue.builtIn().declarations()) {
      KpiFormula formula = KpiFormula.of(declaration, history);
      for (Visit visit : visits.values()) {
        formula
            .cells(visit)
            .forEach((cell, value) ->
                cells.merge(declaration.getKpi() + " " + cell, value, AccumulatorGroup::plus));
      }
    }
    cells.values().removeIf(AccumulatorGroup::isZero);
    return cells;
  }

  private void assertTicketsFit(Tickets tickets) {
    String siteId = config.getSiteId();
    List<Tickets.Numbered> issued = tickets.list(siteId, 0, Integer.MAX_VALUE);
    assertThat(issued)
        .extracting(Tickets.Numbered::number)
        .isEqualTo(LongStream.rangeClosed(1, issued.size()).boxed().toList());
    Map<String, Ticket> byVisit = new HashMap<>();
    for (Tickets.Numbered ticket : issued) {
      Ticket newest = ticket.revisions().getLast();
      assertThat(byVisit.put(siteId + "/" + newest.getVisitId(), newest)).isNull();
      assertThat(newest.getRevision()).isEqualTo(ticket.revisions().size());
    }
    visits.forEach((key, visit) -> {
      Optional<TicketContent> content = TicketContent.of(visit);
      Ticket ticket = byVisit.get(key);
      if (ticket == null) {
        assertThat(content).isEmpty();
      } else {
        TicketStatement statement = TicketStatement.of(visit);
        assertThat(ticket.getStatus()).isEqualTo(statement.status());
        assertThat(ticket.getDocumentHash()).isEqualTo(statement.documentHash());
      }
    });
  }

  /** Every visit with an arrival is listed once under its day, and nothing else is. */
  private void assertListed(VisitIndex index) {
    String siteId = config.getSiteId();
    List<String> listed = new ArrayList<>();
    index.scan(
        siteId,
        VisitIndex.Attribute.ANY,
        null,
        null,
        entry -> listed.add(siteId + "/" + entry.visitId()));
    List<String> expected =
        visits.entrySet().stream()
            .flatMap(visit ->
                VisitAttributes.of(visit.getValue()) == null
                    ? Stream.empty()
                    : Stream.of(visit.getKey()))
            .toList();
    assertThat(listed).containsExactlyInAnyOrderElementsOf(expected);
  }
}
