package io.sitehub.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sitehub.cli.query.QueryApi;
import io.sitehub.cli.screen.ExitCode;
import io.sitehub.cli.screen.Screen;
import io.sitehub.cli.screen.Table;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sitehub devices}: the terminals and stations of one site or of all. */
@Command(
    name = "devices",
    description = "List terminals and stations: when last heard, what is missing, how they are.")
public final class DevicesCommand implements Callable<Integer> {

  @Mixin private SiteOptions options = new SiteOptions();

  @Option(names = "--site", paramLabel = "ID", description = "Only this site; may be repeated.")
  private List<String> sites = new ArrayList<>();

  @Override
  public Integer call() throws InterruptedException {
    List<JsonNode> answers = new ArrayList<>();
    try (Api api = new Api(options.site())) {
      for (String site : api.sites(sites)) {
        answers.add(all(api, site));
      }
    }
    if (options.json()) {
      options.print(answers);
    } else if (answers.isEmpty()) {
      options.screen().print("No site is known yet: no event was ever accepted.");
    } else {
      answers.forEach(this::show);
    }
    return ExitCode.OK.code();
  }

  /** All pages as one. */
  private static JsonNode all(Api api, String site) throws InterruptedException {
    String path = "/v1/sites/" + QueryApi.segment(site) + "/devices";
    ObjectNode answer = (ObjectNode) api.ask(path, Map.of("limit", "1000"));
    while (answer.hasNonNull("next")) {
      JsonNode page =
          api.ask(path, Map.of("limit", "1000", "cursor", answer.path("next").asText()));
      page.path("devices").forEach(answer.withArray("devices")::add);
      answer.remove("next");
      if (page.hasNonNull("next")) {
        answer.set("next", page.path("next"));
      }
    }
    return answer;
  }

  private void show(JsonNode answer) {
    Screen screen = options.screen();
    ZoneId zone = Words.zone(answer);
    Table table =
        new Table("DEVICE", "STATE", "LAST SEEN", "SILENT", "EVENTS", "MISSING", "VERIFIED");
    for (JsonNode device : answer.path("devices")) {
      table.row(
          Words.text(device.path("source")),
          Words.text(device.path("state")),
          Words.second(device.path("lastSeenAt"), zone),
          minutes(device.path("silentForMs")),
          Words.text(device.path("events")),
          missing(device.path("gaps")),
          device.hasNonNull("verificationDaysLeft")
              ? device.path("verificationDaysLeft").asText() + " d left"
              : "");
    }
    screen.print(answer.path("site").asText() + " (" + zone + ")");
    screen.print(table.isEmpty() ? "  no device was ever heard" : table.toString());
    screen.print(Words.freshness(answer));
    screen.print("");
  }

  /** How many events have not come, though later ones have. */
  private static String missing(JsonNode gaps) {
    long missing = 0;
    for (JsonNode gap : gaps) {
      missing += gap.path("to").asLong() - gap.path("from").asLong() + 1;
    }
    return missing == 0 ? "" : Long.toString(missing);
  }

  private static String minutes(JsonNode ms) {
    return Duration.ofMillis(ms.asLong()).toMinutes() + " min";
  }
}
