package io.sitehub.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.sitehub.cli.query.QueryApi;
import io.sitehub.cli.screen.ExitCode;
import io.sitehub.cli.screen.Screen;
import io.sitehub.cli.screen.Table;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sitehub kpis}: how well sites flow. */
@Command(
    name = "kpis",
    description = "Show KPIs: all of them in one figure each, or one by window and dimension.",
    footer = {
      "",
      "Without --from and --to: each site's last day on which something happened.",
      "",
      "  ./sitehub kpis --from 2026-11-23 --to 2026-11-23",
      "  ./sitehub kpis turnaround --from 2026-11-23 --window hour --by carrier"
    })
public final class KpisCommand implements Callable<Integer> {
  /** How far back the last day is looked for. */
  private static final int DAYS_BACK = 400;

  @Mixin private SiteOptions options = new SiteOptions();

  @Parameters(paramLabel = "KPI", arity = "0..*", description = "Which (default: all).")
  private List<String> kpis = new ArrayList<>();

  @Option(names = "--site", paramLabel = "ID", description = "Only this site; may be repeated.")
  private List<String> sites = new ArrayList<>();

  @Option(names = "--from", paramLabel = "TIME", description = "Day or instant.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Day or instant.")
  private @Nullable String to;

  @Option(
      names = "--window",
      paramLabel = "W",
      description = "15m, hour, day, week, month or all (default: all).")
  private @Nullable String window;

  @Option(
      names = "--by",
      paramLabel = "DIM",
      split = ",",
      description = "Dimensions to tell apart.")
  private List<String> by = new ArrayList<>();

  @Override
  public Integer call() throws InterruptedException {
    List<JsonNode> answers = new ArrayList<>();
    try (Api api = new Api(options.site())) {
      for (String site : api.sites(sites)) {
        Map<String, String> parameters = parameters();
        if (from == null && to == null) {
          lastDay(api, site)
              .ifPresent(day -> {
                parameters.put("from", day);
                parameters.put("to", day);
                options
                    .screen()
                    .print(site + ": " + day + ", its last day; others with --from, --to");
              });
        }
        for (String kpi : wanted(api, site)) {
          answers.add(api.ask(path(site) + "/" + QueryApi.segment(kpi), parameters));
        }
      }
    }
    if (options.json()) {
      options.print(answers);
    } else {
      show(answers);
    }
    return ExitCode.OK.code();
  }

  /** The last day on which a truck was weighed or a visit closed; empty if there is none yet. */
  private static Optional<String> lastDay(Api api, String site) throws InterruptedException {
    LocalDate today = LocalDate.ofInstant(InstantSource.system().instant(), ZoneOffset.UTC);
    Map<String, String> parameters =
        Map.of(
            "from", today.minusDays(DAYS_BACK).toString(),
            "to", today.plusDays(1).toString(),
            "window", "day");
    String last = "";
    for (String kpi : List.of("weighing-cycle", "throughput")) {
      for (JsonNode value : api.ask(path(site) + "/" + kpi, parameters).path("values")) {
        String day = Words.text(value.path("window"));
        last = day.compareTo(last) > 0 ? day : last;
      }
    }
    return last.isEmpty() ? Optional.empty() : Optional.of(last);
  }

  private static String path(String site) {
    return "/v1/sites/" + QueryApi.segment(site) + "/kpis";
  }

  private List<String> wanted(Api api, String site) throws InterruptedException {
    if (!kpis.isEmpty()) {
      return kpis;
    }
    List<String> all = new ArrayList<>();
    api.ask(path(site), Map.of()).path("kpis").forEach(kpi -> all.add(kpi.path("kpi").asText()));
    return all;
  }

  private Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (from != null) {
      parameters.put("from", from);
    }
    if (to != null) {
      parameters.put("to", to);
    }
    if (window != null) {
      parameters.put("window", window);
    }
    if (!by.isEmpty()) {
      parameters.put("by", String.join(",", by));
    }
    return parameters;
  }

  private void show(List<JsonNode> answers) {
    Screen screen = options.screen();
    Table table = new Table("SITE", "KPI", "UNIT", "WINDOW", "BY", "COUNT", "VALUES", "");
    for (JsonNode answer : answers) {
      for (JsonNode value : answer.path("values")) {
        table.row(
            Words.text(answer.path("site")),
            Words.text(answer.path("kpi")),
            Words.text(answer.path("unit")),
            Words.text(value.path("window")),
            pairs(value.path("dimensions"), false),
            Words.text(value.path("count")),
            pairs(value.path("measures"), true),
            Words.text(value.path("status")));
      }
    }
    screen.print(
        table.isEmpty()
            ? "Nothing happened in this time. Ask for another: --from YYYY-MM-DD --to YYYY-MM-DD."
            : table.toString());
    if (!answers.isEmpty()) {
      screen.print(Words.freshness(answers.getLast()));
    }
  }

  private static String pairs(JsonNode object, boolean figures) {
    return object.properties().stream()
        .map(entry ->
            entry.getKey()
                + "="
                + (figures ? Words.figure(entry.getValue()) : Words.text(entry.getValue())))
        .collect(Collectors.joining(" "));
  }
}
