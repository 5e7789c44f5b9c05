package io.sitehub.bench.erp;

import io.sitehub.bench.measure.Effort;
import io.sitehub.bench.measure.Progress;
import io.sitehub.bench.report.Row;
import io.sitehub.bench.site.BenchSite;
import io.sitehub.cli.erp.ConnectApi;
import io.sitehub.cli.erp.TicketConnector;
import io.sitehub.cli.site.ErpAccess;
import io.sitehub.cli.site.Role;
import io.sitehub.connectors.jdbc.TableNames;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tickets into the ERP's database: rows a second of one task that catches up, beside a loop of JDBC
 * batches on the same database; and how long a ticket takes from the log to its row.
 */
public final class ErpBenchmark {
  private static final String PART = "erp";
  private static final int BACKLOG = 30_000;

  /** What Connect hands over at a time. */
  private static final int BATCH = 500;

  private final BenchSite site;
  private final Effort effort;
  private final Progress progress;

  /** A benchmark of this site, of which nothing but brokers and registry runs. */
  public ErpBenchmark(BenchSite site, Effort effort, Progress progress) {
    this.site = site;
    this.effort = effort;
    this.progress = progress;
  }

  /** Measures both. */
  public List<Row> run() throws InterruptedException {
    site.start(Role.ERP_DATABASE, 1);
    site.start(Role.CONNECT_WORKER, 1);
    ErpAccess access = site.erpAccess();
    try (TicketLog log =
            new TicketLog(site.bootstrapServers(), site.registry(), site.partitions());
        ConnectApi connect = new ConnectApi(site.urls(Role.CONNECT_WORKER).subList(0, 1));
        ErpEyes eyes = ErpEyes.on(access)) {
      for (int number = 1; number <= BACKLOG; number++) {
        log.append(number);
      }
      log.flush();
      progress.say("erp: %d tickets in the log", BACKLOG);
      List<Map<String, Double>> rounds = new ArrayList<>();
      String last = "";
      for (int round = 0; round <= effort.rounds(); round++) {
        last = "bench_" + round;
        configure(connect, access, last);
        Map<String, Double> figures = catchUp(access, eyes, last, round);
        progress.say("erp: round %d, %s", round, figures);
        if (round > 0) { // the one before warms everything up
          rounds.add(figures);
        }
      }
      Row visible =
          new Row(
              PART,
              "from the log to the row, 20 tickets/s",
              new Visible(log, eyes, prefix(last)).measure(BACKLOG + 1, effort),
              "p99 < 2 s");
      return List.of(
          Row.median(PART, "one task catching up", rounds, "half of the plain loop's rows/s"),
          visible);
    } catch (IOException | SQLException e) {
      throw new IllegalStateException("the ERP's side failed", e);
    }
  }

  /** A connector of its own each time, which begins at the beginning, with tables of its own. */
  private void configure(ConnectApi connect, ErpAccess access, String name)
      throws IOException, InterruptedException {
    Map<String, String> config = TicketConnector.config(access, site.registry());
    config.put("name", name);
    config.put("tables.prefix", prefix(name));
    connect.configure(name, config);
  }

  private Map<String, Double> catchUp(ErpAccess access, ErpEyes eyes, String name, int round)
      throws SQLException, InterruptedException {
    ErpEyes.Position from = eyes.awaitPosition(prefix(name), BACKLOG / 10);
    ErpEyes.Position to = eyes.awaitPosition(prefix(name), BACKLOG * 9 / 10);
    eyes.awaitPosition(prefix(name), BACKLOG);
    double sink =
        (to.offset() - from.offset())
            * (double) PlainUpserts.ROWS_A_TICKET
            * 1e9
            / (to.atNanos() - from.atNanos());
    double plain =
        PlainUpserts.rowsPerSecond(
            access, new TableNames(access.schema(), "plain_" + round + "_"), BACKLOG, BATCH);
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("rows/s", sink);
    figures.put("plain loop rows/s", plain);
    figures.put("% of plain", 100 * sink / plain);
    return figures;
  }

  private static String prefix(String name) {
    return name + "_";
  }
}
