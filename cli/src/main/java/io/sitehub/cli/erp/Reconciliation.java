package io.sitehub.cli.erp;

import io.sitehub.cli.erp.ErpRows.Row;
import io.sitehub.cli.log.TopicScan;
import io.sitehub.connectors.jdbc.ErpTables;
import io.sitehub.connectors.jdbc.Table;
import io.sitehub.connectors.ticket.IssuedTicket;
import io.sitehub.model.registry.RegistrySettings;
import io.sitehub.model.registry.RestSchemaRegistry;
import io.sitehub.model.serde.RecordReader;
import io.sitehub.model.state.Ticket;
import io.sitehub.model.topic.TopicCatalogue;
import java.net.URI;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds the tickets of the log against the rows of the ERP: what one has and the other has not, or
 * has otherwise.
 *
 * @param from start of the period, by the time at which a revision was issued
 * @param to its end, not included
 * @param revisions how many the log has in the period
 * @param deviations what does not agree, in order
 */
public record Reconciliation(Instant from, Instant to, int revisions, List<Deviation> deviations) {

  /** How two sides do not agree. */
  public enum Kind {
    /** In the log, and not in the ERP. */
    MISSING,
    /** In the ERP, and not in the log. */
    EXTRA,
    /** In both, and not the same. */
    DIFFERENT
  }

  /**
   * One thing that does not agree.
   *
   * @param table which table of the ERP
   * @param key of the row: site, number, and of a revision its number
   * @param detail which columns, and what the log and the ERP say
   */
  public record Deviation(Kind kind, String table, String key, String detail) {}

  /** Whether all agrees. */
  public boolean clean() {
    return deviations.isEmpty();
  }

  /** Makes one, on a log and a database that are not written meanwhile, or whose period is over. */
  public static Reconciliation of(
      String bootstrapServers, URI registry, ErpRows erp, Instant from, Instant to)
      throws SQLException {
    RecordReader<Ticket> reader =
        RecordReader.of(
            RestSchemaRegistry.cached(RegistrySettings.of(List.of(registry))), Ticket.class);
    Map<List<String>, Row> revisions = new HashMap<>();
    Map<List<String>, Row> weighings = new HashMap<>();
    Map<IssuedTicket.Number, IssuedTicket> newest = new HashMap<>();
    new TopicScan(bootstrapServers)
        .since(
            TopicCatalogue.TICKETS,
            from,
            record -> {
              IssuedTicket issued =
                  new IssuedTicket(
                      reader.read(record.value()).orThrow(),
                      Instant.ofEpochMilli(record.timestamp()));
              newest.merge(
                  issued.number(),
                  issued,
                  (one, other) ->
                      one.ticket().getRevision() > other.ticket().getRevision() ? one : other);
              if (isIn(issued, from, to)) {
                put(revisions, ErpTables.REVISIONS, issued);
                ErpTables.Weighing.of(issued)
                    .forEach(each -> put(weighings, ErpTables.WEIGHINGS, each));
              }
            });
    Map<List<String>, Row> tickets = new HashMap<>();
    newest.values().stream()
        .filter(issued -> isIn(issued, from, to))
        .forEach(issued -> put(tickets, ErpTables.TICKETS, issued));
    List<Deviation> deviations = new ArrayList<>();
    compare(ErpTables.REVISIONS, revisions, erp.revisions(from, to), deviations);
    compare(ErpTables.TICKETS, tickets, erp.tickets(from, to), deviations);
    compare(ErpTables.WEIGHINGS, weighings, erp.weighings(from, to), deviations);
    return new Reconciliation(from, to, revisions.size(), List.copyOf(deviations));
  }

  private static boolean isIn(IssuedTicket issued, Instant from, Instant to) {
    return !issued.issuedAt().isBefore(from) && issued.issuedAt().isBefore(to);
  }

  private static <R> void put(Map<List<String>, Row> rows, Table<R> table, R from) {
    Row row = Row.expected(table, from);
    rows.put(row.key(), row);
  }

  private static void compare(
      Table<?> table,
      Map<List<String>, Row> log,
      Map<List<String>, Row> erp,
      List<Deviation> deviations) {
    for (List<String> key : ErpRows.missing(log, erp)) {
      deviations.add(deviation(Kind.MISSING, table, key, "in the log and not in the ERP"));
    }
    for (List<String> key : ErpRows.missing(erp, log)) {
      deviations.add(deviation(Kind.EXTRA, table, key, "in the ERP and not in the log"));
    }
    log.forEach((key, row) -> {
      Row found = erp.get(key);
      if (found != null) {
        for (String column : row.differences(found)) {
          deviations.add(
              deviation(
                  Kind.DIFFERENT,
                  table,
                  key,
                  "%s: log %s, ERP %s"
                      .formatted(column, row.values().get(column), found.values().get(column))));
        }
      }
    });
  }

  private static Deviation deviation(Kind kind, Table<?> table, List<String> key, String detail) {
    return new Deviation(kind, table.name(), String.join("/", key), detail);
  }
}
