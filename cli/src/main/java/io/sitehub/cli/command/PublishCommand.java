package io.sitehub.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.sitehub.cli.publish.EventFile;
import io.sitehub.cli.publish.EventText;
import io.sitehub.cli.publish.Publication;
import io.sitehub.cli.publish.Publisher;
import io.sitehub.cli.screen.ExitCode;
import io.sitehub.cli.screen.Problem;
import io.sitehub.cli.screen.Screen;
import io.sitehub.cli.screen.Table;
import io.sitehub.cli.site.Role;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sitehub publish FILE}: sends events. */
@Command(
    name = "publish",
    description = "Publish CloudEvents from a file; - for standard input.",
    footer = {
      "",
      "One event, an array of events, or one event a line. Prints a receipt for each event, or what",
      "is wrong with it. A refused request writes nothing, so it is safe to mend and send again:",
      "an event counts once by its source and id."
    })
public final class PublishCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Mixin private SiteOptions options = new SiteOptions();

  @Parameters(paramLabel = "FILE", description = "CloudEvents as JSON, or - for standard input.")
  private String file = "";

  @Override
  public Integer call() throws InterruptedException {
    List<EventText> events = read();
    if (events.isEmpty()) {
      throw new Problem(ExitCode.FAILED, file + " holds no event", "put at least one into it");
    }
    Publication publication;
    try (Publisher publisher =
        new Publisher(options.site().layout().urls(Role.GATEWAY), PATIENCE)) {
      publication = publisher.publish(events);
    } catch (IOException e) {
      throw new Problem(
          ExitCode.UNREACHABLE,
          "no gateway acknowledged the events: " + e.getMessage(),
          "see which processes are ready with ./sitehub status, then publish the same file again");
    }
    report(publication, events.size());
    return publication.complete() ? ExitCode.OK.code() : ExitCode.FAILED.code();
  }

  private List<EventText> read() {
    try (InputStream in = file.equals("-") ? System.in : Files.newInputStream(Path.of(file))) {
      return EventFile.read(in);
    } catch (EventFile.NotJson e) {
      throw new Problem(
          ExitCode.FAILED, file + " is not JSON: " + e.getMessage(), "mend it and try again");
    } catch (IOException e) {
      throw new Problem(ExitCode.USAGE, "cannot read " + file + ": " + e, "name a readable file");
    }
  }

  private void report(Publication publication, int events) {
    if (options.json()) {
      options.print(
          Map.of(
              "receipts", publication.receipts(),
              "firstOfRequest", publication.firstOfRequest(),
              "status", publication.status(),
              "problem", publication.complete() ? Map.of() : publication.problem()));
      return;
    }
    Screen screen = options.screen();
    Table receipts = new Table("ID", "SOURCE", "PARTITION", "OFFSET");
    for (JsonNode receipt : publication.receipts()) {
      receipts.row(
          Words.text(receipt.path("id")),
          Words.text(receipt.path("source")),
          Words.text(receipt.path("partition")),
          Words.text(receipt.path("offset")));
    }
    if (!receipts.isEmpty()) {
      screen.print(receipts.toString());
    }
    screen.print(publication.receipts().size() + " of " + events + " events acknowledged.");
    if (!publication.complete()) {
      screen.print(
          "Refused (%d): %s"
              .formatted(
                  publication.status(),
                  publication
                      .problem()
                      .path("detail")
                      .asText(publication.problem().path("title").asText())));
      Table violations = new Table("EVENT", "WHERE", "RULE", "WHAT");
      for (JsonNode violation : publication.problem().path("violations")) {
        violations.row(
            Integer.toString(publication.firstOfRequest() + violation.path("index").asInt()),
            Words.text(violation.path("pointer")),
            Words.text(violation.path("rule")),
            Words.text(violation.path("detail")));
      }
      screen.print(violations.toString());
    }
  }
}
