package io.sitehub.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.sitehub.cli.screen.ExitCode;
import io.sitehub.cli.screen.Screen;
import io.sitehub.cli.screen.Table;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sitehub visits}: the trucks of one site or of all. */
@Command(
    name = "visits",
    description = "List visits: all, on site now, of a day, by state or plate.")
public final class VisitsCommand implements Callable<Integer> {
  @Mixin private SiteOptions options = new SiteOptions();

  @Option(names = "--site", paramLabel = "ID", description = "Only this site; may be repeated.")
  private List<String> sites = new ArrayList<>();

  @ArgGroup private Which which = new Which();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "At most so many of each site (default: ${DEFAULT-VALUE}; 1000 at most).")
  private int limit;

  /** At most one of these. */
  static final class Which {
    @Option(names = "--on-site", description = "Only trucks that are on the site now.")
    private boolean onSite;

    @Option(names = "--day", paramLabel = "YYYY-MM-DD", description = "Only visits of this day.")
    private @Nullable String day;

    @Option(names = "--state", paramLabel = "STATE", description = "Only visits in this state.")
    private @Nullable String state;

    @Option(names = "--plate", paramLabel = "PLATE", description = "Only visits of this truck.")
    private @Nullable String plate;

    Map<String, String> parameters() {
      Map<String, String> parameters = new LinkedHashMap<>();
      if (onSite) {
        parameters.put("onSite", "true");
      }
      if (day != null) {
        parameters.put("day", day);
      }
      if (state != null) {
        parameters.put("state", state);
      }
      if (plate != null) {
        parameters.put("plate", plate);
      }
      return parameters;
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    List<JsonNode> answers = new ArrayList<>();
    try (Api api = new Api(options.site())) {
      Map<String, String> parameters = which.parameters();
      parameters.put("limit", Integer.toString(limit));
      for (String site : api.sites(sites)) {
        answers.add(api.ask("/v1/sites/" + site + "/visits", parameters));
      }
      if (options.json()) {
        options.print(answers);
      } else {
        for (JsonNode answer : answers) {
          String site = answer.path("site").asText();
          show(answer, Words.zone(api.ask("/v1/sites/" + site, Map.of())));
        }
        if (answers.isEmpty()) {
          options.screen().print("No site is known yet: no event was ever accepted.");
        }
      }
    }
    return ExitCode.OK.code();
  }

  private void show(JsonNode answer, ZoneId zone) {
    Screen screen = options.screen();
    Table table =
        new Table("VISIT", "STATE", "PLATE", "CARRIER", "MATERIAL", "ARRIVED", "EXITED", "NET");
    for (JsonNode visit : answer.path("visits")) {
      table.row(
          Words.text(visit.path("visitId")),
          Words.text(visit.path("state")),
          visit.hasNonNull("tractorPlate")
              ? Words.text(visit.path("tractorPlate"))
              : Words.text(visit.path("plannedPlate")),
          Words.text(visit.path("carrier")),
          Words.text(visit.path("material")),
          Words.minute(visit.path("arrivedAt"), zone),
          Words.minute(visit.path("exitedAt"), zone),
          Words.tonnes(visit.path("net").path("netGrams")));
    }
    screen.print(answer.path("site").asText() + " (" + zone + ")");
    screen.print(table.isEmpty() ? "  no such visit" : table.toString());
    if (answer.hasNonNull("next")) {
      screen.print("There are more: --limit N, or --day, --state, --plate.");
    }
    screen.print(Words.freshness(answer));
    screen.print("");
  }
}
