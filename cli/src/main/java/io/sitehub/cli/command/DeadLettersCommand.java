package io.sitehub.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.sitehub.cli.query.QueryApi;
import io.sitehub.cli.query.Reply;
import io.sitehub.cli.screen.ExitCode;
import io.sitehub.cli.screen.Problem;
import io.sitehub.cli.screen.Screen;
import io.sitehub.cli.screen.Table;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sitehub dead-letters}: records that could not be used. */
@Command(
    name = "dead-letters",
    description = "Show records that could not be used, and publish them once more.",
    footer = {
      "",
      "What each reason means, and what helps: docs/dead-letters.md.",
      "",
      "  ./sitehub dead-letters list --site lyon-1",
      "  ./sitehub dead-letters redrive 3-17",
      "  ./sitehub dead-letters redrive --all --reason unknown-type"
    })
public final class DeadLettersCommand {
  private static final String PATH = "/v1/dead-letters";
  private static final int MOST = 1_000;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Command(name = "list", description = "Show them, the newest first.")
  int list(
      @Mixin SiteOptions options,
      @Option(names = "--site", paramLabel = "ID", description = "Only of this site.")
          @Nullable String site,
      @Option(names = "--reason", paramLabel = "CODE", description = "Only for this reason.")
          @Nullable String reason,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "50",
              description = "50 unless given.")
          int limit)
      throws InterruptedException {
    try (Api api = new Api(options.site())) {
      Map<String, String> query = query(site, reason);
      query.put("limit", Integer.toString(limit));
      JsonNode answer = api.ask(PATH, query);
      if (options.json()) {
        options.print(answer);
        return ExitCode.OK.code();
      }
      Table table = new Table("LETTER", "AT (UTC)", "SITE", "REASON", "TYPE", "VISIT", "REDRIVE");
      for (JsonNode letter : answer.path("deadLetters")) {
        table.row(
            Words.text(letter.path("id")),
            Words.minute(letter.path("at"), ZoneOffset.UTC),
            Words.text(letter.path("key")),
            Words.text(letter.path("reason")),
            Words.text(letter.path("type")),
            Words.text(letter.path("subject")),
            redrive(letter));
      }
      Screen screen = options.screen();
      screen.print(table.isEmpty() ? "There are no dead letters." : table.toString());
      long older = answer.path("older").asLong();
      if (older > 0) {
        screen.print("And %d older ones: --limit N shows more.".formatted(older));
      }
    }
    return ExitCode.OK.code();
  }

  private static String redrive(JsonNode letter) {
    if (letter.has("redriven")) {
      return "done, offset " + letter.at("/redriven/offset").asText();
    }
    return letter.path("canBeRedriven").asBoolean() ? "possible" : "no use";
  }

  @Command(name = "show", description = "Show one, as JSON: why, from where, what helps.")
  int show(
      @Mixin SiteOptions options,
      @Parameters(paramLabel = "LETTER", description = "As list shows it.") String letter)
      throws InterruptedException {
    try (Api api = new Api(options.site())) {
      options.print(api.ask(path(letter), Map.of()));
    }
    return ExitCode.OK.code();
  }

  @Command(
      name = "redrive",
      description = {
        "Publish some once more, as they were. What was taken in before is a repeat and does no",
        "harm; what fails again is a new dead letter."
      })
  int redrive(
      @Mixin SiteOptions options,
      @Parameters(paramLabel = "LETTER", arity = "0..*", description = "As list shows them.")
          @Nullable List<String> letters,
      @Option(names = "--all", description = "All that can be and were not, the oldest first.")
          boolean all,
      @Option(names = "--site", paramLabel = "ID", description = "With --all: only of this site.")
          @Nullable String site,
      @Option(
              names = "--reason",
              paramLabel = "CODE",
              description = "With --all: only for this reason.")
          @Nullable String reason)
      throws InterruptedException {
    List<String> named = letters == null ? List.of() : letters;
    if (all != named.isEmpty()) {
      throw new Problem(
          ExitCode.USAGE, "it must be said which", "name letters, or --all, but not both");
    }
    List<JsonNode> done = new ArrayList<>();
    int failed = 0;
    try (Api api = new Api(options.site())) {
      Screen screen = options.screen();
      for (String letter : all ? open(api, query(site, reason)) : named) {
        switch (api.post(path(letter) + "/redrive")) {
          case Reply.Answer(JsonNode answer) -> {
            done.add(answer);
            screen.print(
                "%s: published, partition %s offset %s"
                    .formatted(
                        letter,
                        answer.at("/redriven/partition").asText(),
                        answer.at("/redriven/offset").asText()));
          }
          case Reply.Unknown(String detail) -> {
            failed++;
            screen.print(letter + ": " + detail);
          }
          case Reply.Refused(int _, JsonNode problem) -> {
            failed++;
            screen.print(
                letter
                    + ": not published. "
                    + problem.at("/violations/0/detail").asText(problem.path("detail").asText()));
          }
        }
      }
      if (options.json()) {
        options.print(done);
      } else if (done.isEmpty() && failed == 0) {
        screen.print("There is nothing to redrive.");
      }
    }
    return (failed == 0 ? ExitCode.OK : ExitCode.FAILED).code();
  }

  /** Those that can be redriven and were not, the oldest first, as they came. */
  private static List<String> open(Api api, Map<String, String> query) throws InterruptedException {
    query.put("redriven", "false");
    query.put("limit", Integer.toString(MOST));
    List<String> open = new ArrayList<>();
    for (JsonNode letter : api.ask(PATH, query).path("deadLetters")) {
      if (letter.path("canBeRedriven").asBoolean()) {
        open.add(letter.path("id").asText());
      }
    }
    return open.reversed();
  }

  private static Map<String, String> query(@Nullable String site, @Nullable String reason) {
    Map<String, String> query = new TreeMap<>();
    if (site != null) {
      query.put("site", site);
    }
    if (reason != null) {
      query.put("reason", reason);
    }
    return query;
  }

  private static String path(String letter) {
    return PATH + "/" + QueryApi.segment(letter);
  }
}
