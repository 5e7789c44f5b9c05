package io.sitehub.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sitehub.cli.query.QueryApi;
import io.sitehub.cli.screen.ExitCode;
import io.sitehub.cli.screen.Screen;
import io.sitehub.cli.screen.Table;
import java.time.ZoneId;
import java.util.ArrayDeque;
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
    description =
        "List the newest visits: of all, on site now, of a day, by state, plate or finding.")
public final class VisitsCommand implements Callable<Integer> {
  /** The most that the query API gives at once. */
  private static final String PAGE = "1000";

  @Mixin private SiteOptions options = new SiteOptions();

  @Option(names = "--site", paramLabel = "ID", description = "Only this site; may be repeated.")
  private List<String> sites = new ArrayList<>();

  @ArgGroup private Which which = new Which();

  @Option(
      names = "--limit",
      converter = WholeNumber.Rows.class,
      paramLabel = "N",
      defaultValue = "50",
      description = "The newest so many of each site (default: ${DEFAULT-VALUE}).")
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

    @Option(
        names = "--finding",
        paramLabel = "CODE",
        description = "Only visits with this finding, such as exit-before-entry, or any.")
    private @Nullable String finding;

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
      if (finding != null) {
        parameters.put("finding", finding);
      }
      return parameters;
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    List<JsonNode> answers = new ArrayList<>();
    try (Api api = new Api(options.site())) {
      for (String site : api.sites(sites)) {
        answers.add(newest(api, site));
      }
      if (options.json()) {
        options.print(answers);
      } else {
        for (JsonNode answer : answers) {
          String site = answer.path("site").asText();
          show(answer, Words.zone(api.ask("/v1/sites/" + QueryApi.segment(site), Map.of())));
        }
        if (answers.isEmpty()) {
          options.screen().print("No site is known yet: no event was ever accepted.");
        }
      }
    }
    return ExitCode.OK.code();
  }

  /** The last page of the list, which begins with the oldest, made {@link #limit} long. */
  private JsonNode newest(Api api, String site) throws InterruptedException {
    Map<String, String> parameters = which.parameters();
    parameters.put("limit", PAGE);
    ArrayDeque<JsonNode> newest = new ArrayDeque<>();
    int older = 0;
    while (true) {
      JsonNode page = api.ask("/v1/sites/" + QueryApi.segment(site) + "/visits", parameters);
      for (JsonNode visit : page.path("visits")) {
        newest.add(visit);
        if (newest.size() > limit) {
          newest.remove();
          older++;
        }
      }
      if (!page.hasNonNull("next")) {
        ObjectNode answer = (ObjectNode) page;
        answer.putArray("visits").addAll(newest);
        return answer.put("older", older);
      }
      parameters.put("cursor", page.path("next").asText());
    }
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
          Words.tonnes(visit.path("net").path("netKg")));
    }
    screen.print(answer.path("site").asText() + " (" + zone + ")");
    screen.print(table.isEmpty() ? "  no such visit" : table.toString());
    if (answer.path("older").asInt() > 0) {
      screen.print(
          "And %s older ones: --limit N shows more, --day, --state and --plate fewer."
              .formatted(answer.path("older").asText()));
    }
    screen.print(Words.freshness(answer));
    screen.print("");
  }
}
