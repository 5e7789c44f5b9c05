package io.sitehub.cli.erp;

import com.fasterxml.jackson.databind.JsonNode;
import io.sitehub.cli.log.TopicScan;
import io.sitehub.cli.site.ErpAccess;
import io.sitehub.cli.site.Role;
import io.sitehub.cli.site.SiteLayout;
import io.sitehub.model.topic.TopicCatalogue;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * How the ERP's side is doing.
 *
 * @param published revisions of tickets in the log
 * @param tickets tickets in the ERP
 * @param revisions revisions in the ERP; -1 if it cannot be asked
 * @param lag records of the log that the connector has still to write; -1 if it is not known
 * @param rejected revisions that the ERP refused and that are to be looked at
 * @param connector what Kafka Connect says of the connector: {@code RUNNING}, or why it does not
 * @param problem why the database cannot be asked; empty if it can
 */
public record ErpStatus(
    long published,
    long tickets,
    long revisions,
    long lag,
    long rejected,
    String connector,
    String problem) {

  /** Asks the log, the database and Kafka Connect. */
  public static ErpStatus of(SiteLayout layout, ErpAccess access) throws InterruptedException {
    TopicScan scan = new TopicScan(layout.bootstrapServers());
    Map<TopicPartition, List<Long>> published = new HashMap<>();
    scan.all(
        TopicCatalogue.TICKETS,
        record ->
            published
                .computeIfAbsent(
                    new TopicPartition(record.topic(), record.partition()), _ -> new ArrayList<>())
                .add(record.offset()));
    long revisions = published.values().stream().mapToLong(List::size).sum();
    long rejected =
        new Rejections(
                layout.bootstrapServers(),
                layout.replication().partitions(),
                layout.urls(Role.REGISTRY).getFirst().resolve("/apis/ccompat/v7"))
            .all().stream().filter(Rejection::open).count();
    String connector = connector(layout);
    try (ErpRows rows = ErpRows.of(access)) {
      Map<TopicPartition, Long> positions = rows.positions(TicketConnector.NAME);
      long lag =
          published.entrySet().stream()
              .mapToLong(each ->
                  each.getValue().stream()
                      .filter(offset -> offset >= positions.getOrDefault(each.getKey(), 0L))
                      .count())
              .sum();
      return new ErpStatus(
          revisions, rows.countTickets(), rows.countRevisions(), lag, rejected, connector, "");
    } catch (SQLException e) {
      return new ErpStatus(
          revisions, -1, -1, -1, rejected, connector, String.valueOf(e.getMessage()));
    }
  }

  /** In one line. */
  public String summary() {
    return problem.isEmpty()
        ? "Tickets: %d published, %d in the ERP, %d on their way, %d rejected."
            .formatted(published, revisions, lag, rejected)
        : "Tickets: %d published, %d rejected; the ERP's database cannot be asked: %s"
            .formatted(published, rejected, problem);
  }

  private static String connector(SiteLayout layout) throws InterruptedException {
    try (ConnectApi api = new ConnectApi(layout.urls(Role.CONNECT_WORKER))) {
      JsonNode status = api.get("/connectors/" + TicketConnector.NAME + "/status").orElse(null);
      if (status == null) {
        return "not configured yet";
      }
      JsonNode task = status.at("/tasks/0");
      String state = task.path("state").asText("no task");
      String why = task.path("trace").asText("").lines().findFirst().orElse("");
      return why.isEmpty() ? state : state + ": " + why;
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
