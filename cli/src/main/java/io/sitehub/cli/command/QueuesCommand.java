package io.sitehub.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
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

/** {@code sitehub queues}: the queues of one site or of all. */
@Command(
    name = "queues",
    description = "List who waits in each queue, in call order, and who was called.")
public final class QueuesCommand implements Callable<Integer> {

  @Mixin private SiteOptions options = new SiteOptions();

  @Option(names = "--site", paramLabel = "ID", description = "Only this site; may be repeated.")
  private List<String> sites = new ArrayList<>();

  @Override
  public Integer call() throws InterruptedException {
    List<JsonNode> answers = new ArrayList<>();
    try (Api api = new Api(options.site())) {
      for (String site : api.sites(sites)) {
        answers.add(api.ask("/v1/sites/" + QueryApi.segment(site) + "/queues", Map.of()));
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

  private void show(JsonNode answer) {
    Screen screen = options.screen();
    ZoneId zone = Words.zone(answer);
    Table table =
        new Table(
            "QUEUE", "POS", "VISIT", "PLATE", "CARRIER", "MATERIAL", "SINCE", "WAITED", "CALL");
    for (JsonNode queue : answer.path("queues")) {
      for (JsonNode truck : queue.path("called")) {
        row(table, queue, truck, "-", truck.path("calledAt"), "called", zone);
      }
      for (JsonNode truck : queue.path("waiting")) {
        String call = Words.minute(truck.path("expectedCallAt"), zone);
        row(
            table,
            queue,
            truck,
            truck.path("position").asText(),
            truck.path("since"),
            call.isEmpty() ? "" : "about " + call,
            zone);
      }
    }
    screen.print(answer.path("site").asText() + " (" + zone + ")");
    screen.print(table.isEmpty() ? "  nobody waits" : table.toString());
    screen.print(Words.freshness(answer));
    screen.print("");
  }

  private static void row(
      Table table,
      JsonNode queue,
      JsonNode truck,
      String position,
      JsonNode since,
      String call,
      ZoneId zone) {
    table.row(
        Words.text(queue.path("queue")),
        position,
        Words.text(truck.path("visitId")),
        Words.text(truck.path("plate")),
        Words.text(truck.path("carrier")),
        Words.text(truck.path("material")),
        Words.minute(since, zone),
        truck.hasNonNull("waitedMs")
            ? Duration.ofMillis(truck.path("waitedMs").asLong()).toMinutes() + " min"
            : "",
        call);
  }
}
