package io.sitehub.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.sitehub.cli.query.QueryApi;
import io.sitehub.cli.screen.ExitCode;
import io.sitehub.cli.screen.Table;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sitehub config}: what a site is told to be. */
@Command(
    name = "config",
    description = "Show and set the configuration of a site.",
    footer = {
      "",
      "What can be set: docs/configuration.md. An example: docs/examples/site.json.",
      "",
      "  ./sitehub config show --site lyon-1",
      "  ./sitehub config set docs/examples/site.json --site lyon-1"
    })
public final class ConfigCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  private static String path(String site) {
    return "/v1/sites/" + QueryApi.segment(site) + "/config";
  }

  @Command(name = "show", description = "Show what is in force, as JSON that can be set again.")
  int show(
      @Mixin SiteOptions options,
      @Option(names = "--site", paramLabel = "ID", description = "The site.") @Nullable String site,
      @Option(names = "--at", paramLabel = "TIME", description = "When (default: now).")
          @Nullable String at)
      throws InterruptedException {
    try (Api api = new Api(options.site())) {
      JsonNode answer = api.ask(path(api.oneSite(site)), at == null ? Map.of() : Map.of("at", at));
      options.print(answer.path("config"));
      if (!options.json()) {
        options
            .screen()
            .print(
                answer.path("configured").asBoolean()
                    ? "In force since " + answer.at("/config/validFrom").asText() + "."
                    : "Nobody configured the site for this time: these are the defaults.");
      }
    }
    return ExitCode.OK.code();
  }

  @Command(name = "set", description = "Add a version, or replace the one with its validFrom.")
  int set(
      @Mixin SiteOptions options,
      @Parameters(paramLabel = "FILE", description = "JSON.") Path file,
      @Option(names = "--site", paramLabel = "ID", description = "The site.") @Nullable String site)
      throws InterruptedException {
    WrittenFile written = WrittenFile.read(file);
    try (Api api = new Api(options.site())) {
      String where = api.oneSite(site);
      JsonNode answer = written.accepted(api.put(path(where), written.bytes()));
      if (options.json()) {
        options.print(answer);
      } else {
        options
            .screen()
            .print("%s: set from %s on.".formatted(where, answer.at("/config/validFrom").asText()));
      }
    }
    return ExitCode.OK.code();
  }

  @Command(name = "history", description = "Show all versions.")
  int history(
      @Mixin SiteOptions options,
      @Option(names = "--site", paramLabel = "ID", description = "The site.") @Nullable String site)
      throws InterruptedException {
    try (Api api = new Api(options.site())) {
      JsonNode answer = api.ask(path(api.oneSite(site)) + "/versions", Map.of());
      if (options.json()) {
        options.print(answer);
        return ExitCode.OK.code();
      }
      Table table = new Table("VALID FROM", "ZONE", "SCALES", "OPENING HOURS", "SHIFTS");
      for (JsonNode version : answer.path("versions")) {
        table.row(
            Words.text(version.path("validFrom")),
            Words.text(version.path("zone")),
            Integer.toString(version.path("scales").size()),
            Integer.toString(version.path("openingHours").size()),
            Integer.toString(version.path("shifts").size()));
      }
      options
          .screen()
          .print(
              table.isEmpty()
                  ? "Nobody configured the site: it runs on the defaults."
                  : table.toString());
    }
    return ExitCode.OK.code();
  }

  @Command(name = "remove", description = "Remove a version.")
  int remove(
      @Mixin SiteOptions options,
      @Option(
              names = "--from",
              required = true,
              paramLabel = "TIME",
              description = "Its validFrom, as history shows it.")
          String from,
      @Option(names = "--site", paramLabel = "ID", description = "The site.") @Nullable String site)
      throws InterruptedException {
    try (Api api = new Api(options.site())) {
      String where = api.oneSite(site);
      api.delete(path(where) + "/" + QueryApi.segment(from));
      options.screen().print("%s: the version from %s on is removed.".formatted(where, from));
    }
    return ExitCode.OK.code();
  }
}
