package io.sitehub.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.sitehub.cli.query.QueryApi;
import io.sitehub.cli.query.Reply;
import io.sitehub.cli.screen.ExitCode;
import io.sitehub.cli.screen.Problem;
import io.sitehub.cli.screen.Screen;
import io.sitehub.cli.screen.Table;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sitehub visit ID}: one truck's visit with everything that happened. */
@Command(name = "visit", description = "Show one visit: what is known, its events, its ticket.")
public final class VisitCommand implements Callable<Integer> {
  private static final List<String> NOT_FIELDS = List.of("siteId", "visitId");
  private static final String TYPE_PREFIX = "com.sitehub.";

  @Mixin private SiteOptions options = new SiteOptions();

  @Parameters(paramLabel = "ID", description = "The visit.")
  private String id = "";

  @Option(names = "--site", paramLabel = "ID", description = "Its site (default: all are asked).")
  private List<String> sites = new ArrayList<>();

  @Override
  public Integer call() throws InterruptedException {
    try (Api api = new Api(options.site())) {
      for (String site : api.sites(sites)) {
        Reply reply =
            api.reply(
                "/v1/sites/" + QueryApi.segment(site) + "/visits/" + QueryApi.segment(id),
                Map.of());
        if (reply instanceof Reply.Answer(JsonNode body)) {
          if (options.json()) {
            options.print(body);
          } else {
            show(body, Words.zone(api.ask("/v1/sites/" + QueryApi.segment(site), Map.of())));
          }
          return ExitCode.OK.code();
        }
      }
    }
    throw new Problem(
        ExitCode.FAILED,
        "no site knows a visit " + id,
        "see which there are with ./sitehub visits");
  }

  private void show(JsonNode answer, ZoneId zone) {
    Screen screen = options.screen();
    JsonNode visit = answer.path("visit");
    screen.print(
        "Visit %s at %s: %s"
            .formatted(id, answer.path("site").asText(), visit.path("state").asText()));
    visit
        .properties()
        .forEach(field -> {
          JsonNode value = field.getValue();
          if (value.isValueNode() && !value.isNull() && !NOT_FIELDS.contains(field.getKey())) {
            screen.print(
                "  %-18s %s".formatted(field.getKey(), readable(field.getKey(), value, zone)));
          }
        });
    JsonNode net = visit.path("net");
    if (net.isObject()) {
      screen.print(
          "  %-18s %s = %s - %s"
              .formatted(
                  "net weight",
                  Words.tonnes(net.path("netKg")),
                  Words.tonnes(net.path("grossKg")),
                  Words.tonnes(net.path("tareKg"))));
    }
    for (JsonNode finding : visit.path("findings")) {
      screen.print(
          "  ! " + Words.text(finding.path("code")) + ": " + Words.text(finding.path("detail")));
    }
    for (JsonNode ticket : answer.path("tickets")) {
      screen.print(
          "  %-18s %s revision %s, %s"
              .formatted(
                  "ticket",
                  Words.text(ticket.path("publicNumber")),
                  Words.text(ticket.path("revision")),
                  Words.text(ticket.path("status"))));
    }
    Table table = new Table("TIME (" + zone + ")", "EVENT", "BY");
    for (JsonNode event : answer.path("timeline")) {
      table.row(
          Words.second(event.path("time"), zone),
          Words.text(event.path("type")).replace(TYPE_PREFIX, ""),
          Words.text(event.path("source")));
    }
    screen.print("");
    screen.print(table.toString());
    screen.print(Words.freshness(answer));
  }

  private static String readable(String field, JsonNode value, ZoneId zone) {
    if (field.endsWith("Kg")) {
      return Words.tonnes(value);
    }
    return field.endsWith("At") || field.startsWith("slot")
        ? Words.second(value, zone)
        : value.asText();
  }
}
