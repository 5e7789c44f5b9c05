package io.sitehub.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.sitehub.cli.query.QueryApi;
import io.sitehub.cli.query.Reply;
import io.sitehub.cli.screen.ExitCode;
import io.sitehub.cli.screen.Problem;
import io.sitehub.cli.screen.Screen;
import io.sitehub.cli.screen.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sitehub kpi}: which KPIs a site has. */
@Command(
    name = "kpi",
    description = "Show and define the KPIs of a site (their values: ./sitehub kpis).",
    footer = {
      "",
      "  ./sitehub kpi list --site lyon-1",
      "  ./sitehub kpi define docs/examples/kpis/gravel-net.json --site lyon-1"
    })
public final class KpiCommand {
  private static final int BAR = 30;
  private static final int PAUSE_MS = 250;

  /** A minute: processors take a definition in within seconds, and a thousand visits in a blink. */
  private static final int MOST_PAUSES_IN_VAIN = 240;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  private static String path(String site, String kpi) {
    return "/v1/sites/%s/kpis/%s/definition"
        .formatted(QueryApi.segment(site), QueryApi.segment(kpi));
  }

  @Command(name = "list", description = "Show the KPIs of a site.")
  int list(
      @Mixin SiteOptions options,
      @Option(names = "--site", paramLabel = "ID", description = "The site.") @Nullable String site)
      throws InterruptedException {
    try (Api api = new Api(options.site())) {
      String where = api.oneSite(site);
      JsonNode answer = api.ask("/v1/sites/" + QueryApi.segment(where) + "/kpis", Map.of());
      if (options.json()) {
        options.print(answer);
        return ExitCode.OK.code();
      }
      Table table = new Table("KPI", "TITLE", "UNIT", "OF", "STATE");
      for (JsonNode kpi : answer.path("kpis")) {
        table.row(
            Words.text(kpi.path("kpi")),
            Words.text(kpi.path("title")),
            Words.text(kpi.path("unit")),
            kpi.path("builtIn").asBoolean() ? "every site" : where,
            state(kpi.path("state")));
      }
      options.screen().print(table.toString());
    }
    return ExitCode.OK.code();
  }

  @Command(name = "show", description = "Show how a KPI is defined, as JSON that can be defined.")
  int show(
      @Mixin SiteOptions options,
      @Parameters(paramLabel = "NAME", description = "The KPI.") String name,
      @Option(names = "--site", paramLabel = "ID", description = "The site.") @Nullable String site)
      throws InterruptedException {
    try (Api api = new Api(options.site())) {
      JsonNode answer = api.ask(path(api.oneSite(site), name), Map.of());
      options.print(options.json() ? answer : answer.path("declaration"));
      if (!options.json()) {
        options.screen().print("State: " + state(answer.path("state")));
      }
    }
    return ExitCode.OK.code();
  }

  @Command(name = "define", description = "Define a KPI and wait until its values are there.")
  int define(
      @Mixin SiteOptions options,
      @Parameters(paramLabel = "FILE", description = "JSON.") Path file,
      @Option(names = "--site", paramLabel = "ID", description = "The site.") @Nullable String site,
      @Option(names = "--no-wait", description = "Do not wait for the values.") boolean noWait)
      throws InterruptedException {
    WrittenFile written = WrittenFile.read(file);
    String kpi = written.member("kpi");
    if (kpi.isEmpty()) {
      throw new Problem(
          ExitCode.USAGE, file + " does not say which KPI it is of", "add \"kpi\": \"its-name\"");
    }
    try (Api api = new Api(options.site())) {
      String where = api.oneSite(site);
      JsonNode answer = written.accepted(api.put(path(where, kpi), written.bytes()));
      Screen screen = options.screen();
      screen.print("%s: %s is defined.".formatted(where, kpi));
      if (!noWait) {
        answer = waitFor(api, where, kpi, answer.path("declaration"), screen);
      }
      if (options.json()) {
        options.print(answer);
      }
    }
    return ExitCode.OK.code();
  }

  @Command(name = "remove", description = "Remove a KPI that the site defines.")
  int remove(
      @Mixin SiteOptions options,
      @Parameters(paramLabel = "NAME", description = "The KPI.") String name,
      @Option(names = "--site", paramLabel = "ID", description = "The site.") @Nullable String site)
      throws InterruptedException {
    try (Api api = new Api(options.site())) {
      String where = api.oneSite(site);
      api.delete(path(where, name));
      options.screen().print("%s: %s is removed.".formatted(where, name));
    }
    return ExitCode.OK.code();
  }

  /** Until the processors have this declaration and its values over all visits. */
  private static JsonNode waitFor(
      Api api, String site, String kpi, JsonNode declaration, Screen screen)
      throws InterruptedException {
    FillWatch watch = new FillWatch(MOST_PAUSES_IN_VAIN);
    while (true) {
      JsonNode body =
          api.reply(path(site, kpi), Map.of()) instanceof Reply.Answer(JsonNode answer)
                  && answer.path("declaration").equals(declaration)
              ? answer
              : MissingNode.getInstance();
      JsonNode state = body.path("state");
      if (!state.isMissingNode()) {
        screen.redraw(List.of(bar(state)));
      }
      switch (watch.look(state.isMissingNode() ? null : state)) {
        case WAIT -> Thread.sleep(PAUSE_MS);
        case THERE -> {
          screen.keep();
          screen.print(
              "Its values are there, over %s visits."
                  .formatted(state.path("visitsTotal").asText("0")));
          return body;
        }
        case NOT_TAKEN_IN ->
            throw givenUp(kpi, kpi + " is stored, but no processor has taken it in yet");
        case STANDS_STILL -> {
          screen.keep();
          throw givenUp(
              kpi,
              "%s is stored, but computing its values stands still at %d of %d visits"
                  .formatted(
                      kpi, state.path("visitsDone").asLong(), state.path("visitsTotal").asLong()));
        }
      }
    }
  }

  private static Problem givenUp(String kpi, String what) {
    return new Problem(
        ExitCode.FAILED,
        what,
        "see how the processors are with ./sitehub status; it goes on by itself: "
            + "./sitehub kpi show "
            + kpi);
  }

  private static String bar(JsonNode state) {
    int percent = state.path("percent").asInt();
    int full = percent * BAR / 100;
    return "[%s%s] %3d %%  %d of %d visits"
        .formatted(
            "#".repeat(full),
            ".".repeat(BAR - full),
            percent,
            state.path("visitsDone").asLong(),
            state.path("visitsTotal").asLong());
  }

  private static String state(JsonNode state) {
    String phase = Words.text(state.path("phase"));
    return phase.equals("filling") ? "filling, " + state.path("percent").asInt() + " %" : phase;
  }
}
