package io.sitehub.cli.command;

import io.sitehub.cli.erp.ErpRows;
import io.sitehub.cli.erp.ErpStatus;
import io.sitehub.cli.erp.Reconciliation;
import io.sitehub.cli.erp.Rejection;
import io.sitehub.cli.erp.Rejections;
import io.sitehub.cli.screen.ExitCode;
import io.sitehub.cli.screen.Problem;
import io.sitehub.cli.screen.Screen;
import io.sitehub.cli.screen.Table;
import io.sitehub.cli.site.ErpAccess;
import io.sitehub.cli.site.Role;
import io.sitehub.cli.site.SiteLayout;
import io.sitehub.cli.site.SiteState;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sitehub erp}: what the ERP has of the site's tickets. */
@Command(
    name = "erp",
    description = "Look at what the ERP has of the site's tickets, and mend it.",
    footer = {
      "",
      "What is written where, and what the ERP may refuse: docs/erp.md.",
      "",
      "  ./sitehub erp status",
      "  ./sitehub erp reconcile --from 2026-11-30",
      "  ./sitehub erp rejected",
      "  ./sitehub erp redrive --all"
    })
public final class ErpCommand {
  private static final int ANSWER_WIDTH = 90;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Command(
      name = "status",
      description = "Tickets published, in the ERP, rejected, and how many are on their way.")
  int status(@Mixin SiteOptions options) throws InterruptedException {
    ErpStatus status = ErpStatus.of(layout(options), access(options));
    if (options.json()) {
      options.print(status);
    } else {
      Screen screen = options.screen();
      Table table = new Table("PUBLISHED", "IN THE ERP", "TICKETS", "ON THEIR WAY", "REJECTED");
      table.row(
          Long.toString(status.published()),
          known(status.revisions()),
          known(status.tickets()),
          known(status.lag()),
          Long.toString(status.rejected()));
      screen.print(table.toString());
      screen.print("Connector: " + status.connector());
      if (!status.problem().isEmpty()) {
        screen.print("The ERP's database cannot be asked: " + status.problem());
      }
    }
    return (status.problem().isEmpty() ? ExitCode.OK : ExitCode.FAILED).code();
  }

  private static String known(long count) {
    return count < 0 ? "?" : Long.toString(count);
  }

  @Command(
      name = "reconcile",
      description = {
        "Hold the tickets of a period in the log against the rows of the ERP and list what is",
        "missing, extra or different. Exit code 1 if anything is."
      })
  int reconcile(
      @Mixin SiteOptions options,
      @Option(
              names = "--from",
              paramLabel = "DAY|INSTANT",
              description = "Issued from then on. Default: from the beginning.")
          @Nullable String from,
      @Option(
              names = "--to",
              paramLabel = "DAY|INSTANT",
              description = "Issued before. Default: until now.")
          @Nullable String to) {
    SiteLayout layout = layout(options);
    Instant start = from == null ? Instant.EPOCH : instant("--from", from);
    Instant end = to == null ? InstantSource.system().instant() : instant("--to", to);
    Reconciliation result;
    try (ErpRows rows = ErpRows.of(access(options))) {
      result = Reconciliation.of(layout.bootstrapServers(), registry(layout), rows, start, end);
    } catch (SQLException e) {
      throw new Problem(
          ExitCode.UNREACHABLE,
          "the ERP's database cannot be asked: " + e.getMessage(),
          "see that it runs and that " + options.directory().erpAccess() + " is right");
    }
    if (options.json()) {
      options.print(
          Map.of(
              "from", start.toString(),
              "to", end.toString(),
              "revisions", result.revisions(),
              "deviations", result.deviations()));
    } else {
      Screen screen = options.screen();
      Table table = new Table("", "TABLE", "ROW", "");
      result
          .deviations()
          .forEach(each ->
              table.row(
                  each.kind().name().toLowerCase(Locale.ROOT),
                  each.table(),
                  each.key(),
                  each.detail()));
      if (!table.isEmpty()) {
        screen.print(table.toString());
      }
      screen.print(
          "%,d revisions of tickets compared: %s"
              .formatted(
                  result.revisions(),
                  result.clean()
                      ? "the ERP has every one of them, and nothing else."
                      : result.deviations().size()
                          + " deviations. What was rejected: ./sitehub erp rejected"));
    }
    return (result.clean() ? ExitCode.OK : ExitCode.FAILED).code();
  }

  private static Instant instant(String option, String text) {
    try {
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
          : Instant.parse(text);
    } catch (DateTimeException e) {
      throw new Problem(
          ExitCode.USAGE,
          "Invalid value for option '" + option + "': " + text,
          "write a day as 2026-11-30 (UTC) or an instant as 2026-11-30T06:00:00Z");
    }
  }

  @Command(name = "rejected", description = "Tickets that the ERP refused, and what it said.")
  int rejected(
      @Mixin SiteOptions options,
      @Option(names = "--all", description = "Also those that were offered again or superseded.")
          boolean all) {
    List<Rejection> rejected =
        rejections(options).all().stream().filter(each -> all || each.open()).toList();
    if (options.json()) {
      options.print(rejected.stream().map(ErpCommand::json).toList());
      return ExitCode.OK.code();
    }
    Table table = new Table("REJECTION", "TICKET", "REVISION", "CONNECTOR", "REDRIVE", "ANSWER");
    for (Rejection each : rejected) {
      table.row(
          each.id(),
          each.ticket(),
          Integer.toString(each.revision()),
          each.connector(),
          redrive(each),
          brief(each.answer()));
    }
    options.screen().print(table.isEmpty() ? "Nothing is rejected." : table.toString());
    return ExitCode.OK.code();
  }

  private static String redrive(Rejection rejection) {
    return rejection
        .redriven()
        .map(at -> "done " + at)
        .or(() -> rejection.supersededBy().map(newer -> "no use: revision " + newer))
        .orElse("possible");
  }

  private static String brief(String answer) {
    return answer.length() <= ANSWER_WIDTH ? answer : answer.substring(0, ANSWER_WIDTH - 3) + "...";
  }

  @Command(name = "show", description = "Show one, as JSON, with all that the ERP said.")
  int show(
      @Mixin SiteOptions options,
      @Parameters(paramLabel = "REJECTION", description = "As rejected shows it.") String id) {
    options.print(json(find(rejections(options), id)));
    return ExitCode.OK.code();
  }

  @Command(
      name = "redrive",
      description = {
        "Offer some to the ERP once more, as they were. What the ERP has already is a repeat and",
        "does no harm; what it refuses again is a new rejection."
      })
  int redrive(
      @Mixin SiteOptions options,
      @Parameters(paramLabel = "REJECTION", arity = "0..*", description = "As rejected shows them.")
          @Nullable List<String> ids,
      @Option(names = "--all", description = "All that are of any use, the oldest first.")
          boolean all)
      throws InterruptedException {
    List<String> named = ids == null ? List.of() : ids;
    if (all != named.isEmpty()) {
      throw new Problem(
          ExitCode.USAGE, "it must be said which", "name rejections, or --all, but not both");
    }
    Rejections rejections = rejections(options);
    List<Rejection> chosen = new ArrayList<>();
    if (all) {
      rejections.all().stream().filter(Rejection::open).forEach(chosen::add);
    } else {
      named.forEach(id -> chosen.add(find(rejections, id)));
    }
    Screen screen = options.screen();
    List<Map<String, Object>> done = new ArrayList<>();
    for (Rejection each : chosen) {
      if (each.supersededBy().isPresent()) {
        screen.print(
            "%s: not offered; revision %d of ticket %s is in the log"
                .formatted(each.id(), each.supersededBy().get(), each.ticket()));
      } else {
        rejections.redrive(each, InstantSource.system().instant());
        screen.print(each.id() + ": offered again, ticket " + each.ticket());
        done.add(json(each));
      }
    }
    if (options.json()) {
      options.print(done);
    } else if (chosen.isEmpty()) {
      screen.print("There is nothing to redrive.");
    }
    return (done.size() == chosen.size() ? ExitCode.OK : ExitCode.FAILED).code();
  }

  private static Rejection find(Rejections rejections, String id) {
    return rejections
        .find(id)
        .orElseThrow(() ->
            new Problem(
                ExitCode.FAILED,
                "there is no rejection " + id,
                "./sitehub erp rejected --all shows what there is"));
  }

  private static Map<String, Object> json(Rejection rejection) {
    Map<String, Object> json = new TreeMap<>();
    json.put("rejection", rejection.id());
    json.put("ticket", rejection.ticket());
    json.put("revision", rejection.revision());
    json.put("issuedAt", rejection.issuedAt().toString());
    json.put("connector", rejection.connector());
    json.put("from", rejection.from());
    json.put("answer", rejection.answer());
    rejection.redriven().ifPresent(at -> json.put("redrivenAt", at.toString()));
    rejection.supersededBy().ifPresent(newer -> json.put("supersededBy", newer));
    return json;
  }

  private static Rejections rejections(SiteOptions options) {
    SiteLayout layout = layout(options);
    return new Rejections(
        layout.bootstrapServers(), layout.replication().partitions(), registry(layout));
  }

  private static URI registry(SiteLayout layout) {
    return layout.urls(Role.REGISTRY).getFirst().resolve("/apis/ccompat/v7");
  }

  private static SiteLayout layout(SiteOptions options) {
    SiteState site = options.site();
    if (site.layout().of(Role.CONNECT_WORKER).isEmpty()) {
      throw new Problem(
          ExitCode.UNREACHABLE,
          "the site that runs has nothing to do with an ERP",
          "start it without --no-erp");
    }
    return site.layout();
  }

  private static ErpAccess access(SiteOptions options) {
    Path file = options.directory().erpAccess();
    if (Files.notExists(file)) {
      throw new Problem(
          ExitCode.UNREACHABLE,
          "it is not written down how to reach the ERP: " + file,
          "start the site with ./sitehub up");
    }
    return ErpAccess.read(file);
  }
}
