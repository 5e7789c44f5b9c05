package io.sitehub.cli.oracle;

import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.serde.RecordReader;
import io.sitehub.model.state.KpiCell;
import io.sitehub.model.state.Ticket;
import io.sitehub.model.state.Visit;
import io.sitehub.model.topic.Topic;
import io.sitehub.model.topic.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What was published: of visits and KPI cells what compaction leaves, of tickets everything. */
final class PublishedRecords {
  private final SortedMap<String, byte[]> visits = new TreeMap<>();
  private final SortedMap<String, byte[]> cells = new TreeMap<>();
  private final SortedMap<String, List<byte[]>> tickets = new TreeMap<>();
  private int deadLetters;

  void add(Topic topic, byte[] key, byte @Nullable [] value) {
    String name = new String(key, StandardCharsets.UTF_8);
    if (topic.equals(TopicCatalogue.DEAD_LETTERS)) {
      deadLetters++;
    } else if (topic.equals(TopicCatalogue.TICKETS) && value != null) {
      tickets.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    } else {
      SortedMap<String, byte[]> table = topic.equals(TopicCatalogue.VISITS) ? visits : cells;
      if (value == null) {
        table.remove(name);
      } else {
        table.put(name, value);
      }
    }
  }

  int deadLetters() {
    return deadLetters;
  }

  List<Visit> visits(SchemaRegistry registry) {
    return read(visits.values(), RecordReader.of(registry, Visit.class));
  }

  List<KpiCell> cells(SchemaRegistry registry) {
    return read(cells.values(), RecordReader.of(registry, KpiCell.class));
  }

  /** Every revision of every ticket, of each in the order in which they were written. */
  List<Ticket> tickets(SchemaRegistry registry) {
    RecordReader<Ticket> reader = RecordReader.of(registry, Ticket.class);
    return tickets.values().stream().flatMap(each -> read(each, reader).stream()).toList();
  }

  /** What was published of one site. */
  PublishedRecords of(String siteId) {
    PublishedRecords site = new PublishedRecords();
    String prefix = siteId + "/";
    String after = siteId + (char) ('/' + 1);
    site.visits.putAll(visits.subMap(prefix, after));
    site.cells.putAll(cells.subMap(prefix, after));
    tickets.forEach((key, revisions) -> {
      if (key.startsWith(prefix)) {
        site.tickets.put(key, revisions);
      }
    });
    return site;
  }

  /** Everything in which it is not what the oracle says. */
  List<String> differencesFrom(SiteOracle.Site expected, SchemaRegistry registry) {
    Comparison comparison = new Comparison(expected);
    comparison.visits(visits(registry));
    comparison.tickets(tickets(registry));
    comparison.cells(cells(registry));
    return comparison.differences();
  }

  /** Every visit and every cell, byte for byte. */
  SortedMap<String, String> bytes() {
    SortedMap<String, String> all = new TreeMap<>();
    visits.forEach((key, value) -> all.put("visit " + key, HexFormat.of().formatHex(value)));
    cells.forEach((key, value) -> all.put("cell " + key, HexFormat.of().formatHex(value)));
    return all;
  }

  private static <T extends SpecificRecord> List<T> read(
      Collection<byte[]> values, RecordReader<T> reader) {
    return values.stream().map(value -> reader.read(value).orThrow()).toList();
  }
}
