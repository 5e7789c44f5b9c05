package io.sitehub.cli.supervise;

import io.sitehub.cli.erp.ConnectApi;
import io.sitehub.cli.erp.TicketConnector;
import io.sitehub.cli.site.DataDirectory;
import io.sitehub.cli.site.ErpAccess;
import io.sitehub.cli.site.Instance;
import io.sitehub.cli.site.Phase;
import io.sitehub.cli.site.Role;
import io.sitehub.cli.site.SiteLayout;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the connection to an ERP needs, made once the site itself can do its work: trucks do not
 * wait for an ERP.
 */
final class ErpFoundation implements Runnable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final SiteLayout layout;
  private final DataDirectory directory;
  private final Board board;
  private final Journal journal;
  private final Gate siteReady;

  ErpFoundation(
      SiteLayout layout, DataDirectory directory, Board board, Journal journal, Gate siteReady) {
    this.layout = layout;
    this.directory = directory;
    this.board = board;
    this.journal = journal;
    this.siteReady = siteReady;
  }

  @Override
  public void run() {
    List<Instance> workers = layout.of(Role.CONNECT_WORKER);
    if (workers.isEmpty()) {
      return;
    }
    try {
      await(each -> layout.instances().stream().filter(one -> !one.role().erp()).allMatch(each));
      siteReady.open();
      ErpAccess access = ErpAccess.read(directory.erpAccess());
      if (!layout.of(Role.ERP_DATABASE).isEmpty()) {
        await(each -> layout.of(Role.ERP_DATABASE).stream().allMatch(each));
        untilItWorks("making the schema of the ERP", () -> makeSchema(access));
      }
      await(each -> workers.stream().anyMatch(each));
      untilItWorks("configuring the connector", () -> configure(access));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // told to stop
    }
  }

  private static void makeSchema(ErpAccess access) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(access.url(), access.user(), access.password());
        Statement statement = connection.createStatement()) {
      statement.execute("create schema if not exists " + access.schema());
    }
  }

  private void configure(ErpAccess access) throws IOException, InterruptedException {
    try (ConnectApi api = new ConnectApi(layout.urls(Role.CONNECT_WORKER))) {
      api.configure(
          TicketConnector.NAME, TicketConnector.config(access, layout.registry(directory).url()));
    }
  }

  private void await(Predicate<Predicate<Instance>> these) throws InterruptedException {
    while (!these.test(each -> board.of(each.name()).phase() == Phase.READY)) {
      Thread.sleep(POLL);
    }
  }

  private void untilItWorks(String what, Step step) throws InterruptedException {
    String said = "";
    while (true) {
      try {
        step.run();
        return;
      } catch (IOException | SQLException e) {
        String now = what + " failed, trying again: " + e.getMessage();
        if (!now.equals(said)) {
          journal.note(now);
          said = now;
        }
        Thread.sleep(RETRY);
      }
    }
  }

  @FunctionalInterface
  private interface Step {
    void run() throws IOException, SQLException, InterruptedException;
  }
}
