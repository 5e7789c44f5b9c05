package io.sitehub.cli.oracle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sitehub.model.json.AvroToJson;
import io.sitehub.model.state.Bucket;
import io.sitehub.model.state.KpiCell;
import io.sitehub.model.state.Ticket;
import io.sitehub.model.state.TicketStatus;
import io.sitehub.model.state.Visit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Holds what was published or answered against what the oracle says, field by field. */
public final class Comparison {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What of a ticket depends on the order of the log. */
  private static final List<String> ORDER_OF_THE_LOG =
      List.of("number", "publicNumber", "revision", "previousHash");

  private final SiteOracle.Site expected;
  private final List<String> differences = new ArrayList<>();

  /** Nothing is compared yet. */
  public Comparison(SiteOracle.Site expected) {
    this.expected = expected;
  }

  /** Everything in which they differ. */
  public List<String> differences() {
    return differences;
  }

  /** Every visit as the records have it. */
  public void visits(Collection<Visit> visits) {
    answeredVisits(visits.stream().map(Comparison::whole).toList());
  }

  /** Every visit as the query API has it. */
  public void answeredVisits(Collection<ObjectNode> visits) {
    Map<String, ObjectNode> published = new TreeMap<>();
    visits.forEach(visit -> published.put(visit.path("visitId").asText(), codesOnly(visit)));
    same("number of visits", visits.size(), expected.visits().size());
    same("visits", published.keySet(), expected.visits().keySet());
    expected
        .visits()
        .forEach((id, visit) -> {
          if (published.containsKey(id)) {
            fields("visit " + id, published.get(id), json(visit));
          }
        });
  }

  /** Every ticket as the query API lists them: the newest revision of each, in any order. */
  public void answeredTickets(Collection<ObjectNode> newest) {
    Set<String> withTicket = new HashSet<>();
    for (ObjectNode ticket : newest) {
      String visit = ticket.path("visitId").asText();
      if (!withTicket.add(visit)) {
        differences.add("ticket of " + visit + ": has two numbers");
      }
      againstOracle("ticket of " + visit, visit, codesOnly(ticket));
    }
    requireIssued(withTicket);
  }

  /** Numbers without a gap, chains of revisions, and the newest of each as its visit has it. */
  public void tickets(List<Ticket> revisions) {
    SortedMap<Long, List<Ticket>> byNumber = new TreeMap<>();
    for (Ticket ticket : revisions) {
      byNumber.computeIfAbsent(ticket.getNumber(), n -> new ArrayList<>()).add(ticket);
    }
    Set<String> withTicket = new HashSet<>();
    long number = 0;
    for (List<Ticket> chain : byNumber.values()) {
      Ticket newest = chain.getLast();
      String name = "ticket of " + newest.getVisitId();
      same(name + " number", newest.getNumber(), ++number);
      if (!withTicket.add(newest.getVisitId())) {
        differences.add(name + ": has two numbers");
      }
      for (int i = 0; i < chain.size(); i++) {
        same(name + " revision", chain.get(i).getRevision(), i + 1);
        same(
            name + " previous",
            chain.get(i).getPreviousHash(),
            i == 0 ? null : chain.get(i - 1).getDocumentHash());
      }
      againstOracle(name, newest.getVisitId(), json(newest));
    }
    requireIssued(withTicket);
  }

  private void againstOracle(String name, String visitId, ObjectNode newest) {
    Ticket oracle = expected.tickets().get(visitId);
    if (oracle == null) {
      differences.add(name + ": there is no such visit");
    } else {
      fields(name, unordered(newest), unordered(json(oracle)));
    }
  }

  private void requireIssued(Set<String> withTicket) {
    expected
        .tickets()
        .forEach((visit, ticket) -> {
          if (ticket.getStatus() == TicketStatus.ISSUED && !withTicket.contains(visit)) {
            differences.add("ticket of " + visit + ": is missing");
          }
        });
  }

  /** Every cell of the built-in KPIs. */
  public void cells(Collection<KpiCell> cells) {
    Map<Cells.Key, KpiCell> published = new TreeMap<>();
    for (KpiCell cell : cells) {
      published.put(
          new Cells.Key(
              cell.getKpi(), cell.getGranularity(), cell.getWindowStart(), cell.getDimensions()),
          cell);
    }
    SortedMap<Cells.Key, Cells.Content> own = Cells.of(expected);
    Set<Cells.Key> keys = new TreeSet<>(own.keySet());
    keys.addAll(published.keySet());
    for (Cells.Key key : keys) {
      if (!own.containsKey(key) || !published.containsKey(key)) {
        differences.add(key + (own.containsKey(key) ? ": is missing" : ": should not be there"));
      } else {
        cell(key.toString(), published.get(key), own.get(key));
      }
    }
  }

  private void cell(String name, KpiCell cell, Cells.Content oracle) {
    same(name + " count", cell.getValue().getCount(), oracle.count());
    long off = cell.getValue().getSum() - oracle.sum();
    if (Math.abs(off) > (oracle.isRounded() ? oracle.count() : 0)) {
      differences.add(name + " sum: " + off + " more than the oracle's " + oracle.sum());
    }
    SortedMap<Instant, Long> changes = new TreeMap<>();
    cell.getValue().getChanges().forEach(change -> changes.put(change.getAt(), change.getBy()));
    same(name + " changes", changes, oracle.changes());
    List<Long> shown = new ArrayList<>();
    for (Bucket bucket : cell.getValue().getHistogram()) {
      for (long i = 0; i < bucket.getCount(); i++) {
        shown.add(greatestOf(bucket.getIndex()));
      }
    }
    same(name + " values", shown.size(), oracle.values().size());
    for (int i = 0; i < Math.min(shown.size(), oracle.values().size()); i++) {
      long exact = oracle.values().get(i);
      int rounded = oracle.isRounded() ? 1 : 0;
      if (shown.get(i) < exact - rounded || shown.get(i) > exact * 1.01 + rounded) {
        differences.add(name + ": " + shown.get(i) + " is not within 1% of " + exact);
      }
    }
  }

  /** The greatest value of a bucket of HdrHistogram with 2 significant digits. */
  private static long greatestOf(int index) {
    int half = 128;
    int bucket = index / half - 1;
    long position = index % half + half;
    return bucket < 0 ? position - half : ((position + 1) << bucket) - 1;
  }

  private void fields(String name, ObjectNode published, ObjectNode oracle) {
    Set<String> fields = new TreeSet<>();
    published.fieldNames().forEachRemaining(fields::add);
    oracle.fieldNames().forEachRemaining(fields::add);
    for (String field : fields) {
      same(name + " " + field, published.get(field), oracle.get(field));
    }
  }

  private void same(String what, @Nullable Object published, @Nullable Object oracle) {
    if (!Objects.equals(published, oracle)) {
      differences.add(what + ": published " + published + ", oracle " + oracle);
    }
  }

  /** As JSON; of findings their codes, since no definition says what their words are. */
  static ObjectNode json(SpecificRecord record) {
    return codesOnly(whole(record));
  }

  private static ObjectNode whole(SpecificRecord record) {
    try {
      return (ObjectNode) JSON.readTree(AvroToJson.text(record));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ObjectNode unordered(ObjectNode ticket) {
    return ticket.deepCopy().remove(ORDER_OF_THE_LOG);
  }

  private static ObjectNode codesOnly(ObjectNode record) {
    ObjectNode json = record.deepCopy();
    if (json.has("findings")) {
      Set<String> codes = new TreeSet<>();
      json.get("findings").forEach(finding -> codes.add(finding.path("code").asText()));
      ArrayNode only = json.putArray("findings");
      codes.forEach(only::add);
    }
    return json;
  }

  /** Without what depends on the order of the log. */
  static Ticket unnumbered(Ticket ticket) {
    return Ticket.newBuilder(ticket)
        .setNumber(0)
        .setPublicNumber("")
        .setRevision(0)
        .setPreviousHash(null)
        .build();
  }
}
