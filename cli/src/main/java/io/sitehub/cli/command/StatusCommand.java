package io.sitehub.cli.command;

import io.sitehub.cli.erp.ErpStatus;
import io.sitehub.cli.screen.ExitCode;
import io.sitehub.cli.screen.Screen;
import io.sitehub.cli.screen.Table;
import io.sitehub.cli.site.DataDirectory;
import io.sitehub.cli.site.ErpAccess;
import io.sitehub.cli.site.InstanceState;
import io.sitehub.cli.site.Phase;
import io.sitehub.cli.site.Role;
import io.sitehub.cli.site.SiteState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sitehub status}: what runs, where, and how it is. */
@Command(
    name = "status",
    description = "Show every process of the site: role, pid, address, state.",
    footer = {
      "",
      "--json gives a list of role, instance, pid, address, state, restarts, detail and",
      "supervisorPid (0 if nobody looks after it). States:",
      "waiting, starting, ready, unready, restarting, failed, stopping, stopped.",
      "Exit code 1 unless all is ready, 3 if nothing runs."
    })
public final class StatusCommand implements Callable<Integer> {
  @Mixin private SiteOptions options = new SiteOptions();

  @Override
  public Integer call() throws InterruptedException {
    SiteState site = truthful(options.site(), options.directory());
    List<StatusRow> rows = StatusRow.of(site);
    if (options.json()) {
      options.print(rows);
    } else {
      Screen screen = options.screen();
      Table table = new Table("ROLE", "INSTANCE", "PID", "ADDRESS", "STATE", "RESTARTS", "");
      for (StatusRow row : rows) {
        table.row(
            row.role(),
            row.instance(),
            row.pid() == 0 ? "" : Long.toString(row.pid()),
            row.address(),
            row.state(),
            Integer.toString(row.restarts()),
            row.detail());
      }
      screen.print(table.toString());
      screen.print(
          site.supervised()
              ? "Supervised by pid "
                  + site.supervisorPid()
                  + "; data in "
                  + options.directory().root()
              : "Nobody supervises this site: what dies stays dead. ./sitehub up takes it over.");
      Path access = options.directory().erpAccess();
      if (site.ready()
          && !site.layout().of(Role.CONNECT_WORKER).isEmpty()
          && Files.exists(access)) {
        screen.print(ErpStatus.of(site.layout(), ErpAccess.read(access)).summary());
      }
    }
    return site.whole() ? ExitCode.OK.code() : ExitCode.FAILED.code();
  }

  /** What the supervisor wrote, with the dead marked as dead where nobody has noticed. */
  private static SiteState truthful(SiteState written, DataDirectory directory) {
    return new SiteState(
        written.supervisorPid(),
        written.supervisorStartedAtMs(),
        written.small(),
        written.instances().stream()
            .map(state ->
                state.pid() != 0 && state.process(directory).isEmpty()
                    ? state.gone(Phase.STOPPED, "died")
                    : state)
            .map(StatusCommand::plain)
            .toList());
  }

  private static InstanceState plain(InstanceState state) {
    return state.detail().length() <= 80
        ? state
        : state.in(state.phase(), state.detail().substring(0, 77) + "...");
  }
}
