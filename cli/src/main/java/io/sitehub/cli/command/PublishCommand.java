package io.sitehub.cli.command;

import io.sitehub.cli.publish.EventFile;
import io.sitehub.cli.publish.EventText;
import io.sitehub.cli.publish.Publication;
import io.sitehub.cli.publish.PublishJournal;
import io.sitehub.cli.publish.Publisher;
import io.sitehub.cli.screen.ExitCode;
import io.sitehub.cli.screen.Problem;
import io.sitehub.cli.screen.Screen;
import io.sitehub.cli.screen.Table;
import io.sitehub.cli.site.Role;
import io.sitehub.terminal.fate.Refusal;
import io.sitehub.terminal.fate.Violation;
import io.sitehub.terminal.journal.JournalException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
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
      "is wrong with it. An event that is refused keeps none of the others from being taken: mend it",
      "and publish the file again, since an event counts once by its source and id. What is broken",
      "off goes on when the same file is published again."
    })
public final class PublishCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final InstantSource CLOCK = InstantSource.system();

  @Mixin private SiteOptions options = new SiteOptions();

  @Parameters(paramLabel = "FILE", description = "CloudEvents as JSON, or - for standard input.")
  private String file = "";

  @Override
  public Integer call() throws InterruptedException {
    List<EventText> events = read();
    if (events.isEmpty()) {
      throw new Problem(ExitCode.FAILED, file + " holds no event", "put at least one into it");
    }
    List<URI> gateways = options.site().layout().urls(Role.GATEWAY);
    PublishJournal journal = PublishJournal.of(options.directory().terminals(), events);
    Publication publication = publish(new Publisher(journal, gateways, PATIENCE, CLOCK), events);
    report(publication, events.size());
    return publication.complete() ? ExitCode.OK.code() : ExitCode.FAILED.code();
  }

  private Publication publish(Publisher publisher, List<EventText> events)
      throws InterruptedException {
    try {
      return publisher.publish(events);
    } catch (Publisher.NobodyTakesThem e) {
      throw new Problem(
          ExitCode.UNREACHABLE,
          "no gateway acknowledged %d of %d events: %s"
              .formatted(e.waiting(), events.size(), e.getMessage()),
          "see which processes are ready with ./sitehub status, then publish the same file again:"
              + " it goes on where it was");
    } catch (JournalException e) {
      throw switch (e.reason()) {
        case NAME_TAKEN ->
            new Problem(
                ExitCode.FAILED,
                "two different events of " + file + " have one name: " + e.getMessage(),
                "mend it and try again");
        case LOCKED ->
            new Problem(
                ExitCode.FAILED,
                file + " is being published already: " + e.getMessage(),
                "wait for the other command");
        default ->
            new Problem(
                ExitCode.FAILED, String.valueOf(e.getMessage()), "then publish the file again");
      };
    } catch (IOException e) {
      throw new Problem(
          ExitCode.FAILED, "cannot use the journal: " + e, "see to the data directory");
    }
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
      options.print(publication);
      return;
    }
    Screen screen = options.screen();
    Table receipts = new Table("ID", "SOURCE", "PARTITION", "OFFSET");
    for (Publication.Receipt receipt : publication.receipts()) {
      receipts.row(
          receipt.id(),
          receipt.source(),
          Integer.toString(receipt.partition()),
          Long.toString(receipt.offset()));
    }
    if (!receipts.isEmpty()) {
      screen.print(receipts.toString());
    }
    screen.print(publication.receipts().size() + " of " + events + " events acknowledged.");
    if (!publication.complete()) {
      screen.print(publication.refused().size() + " refused:");
      screen.print(violations(publication).toString());
    }
  }

  private static Table violations(Publication publication) {
    Table table = new Table("EVENT", "WHERE", "RULE", "WHAT");
    for (Publication.Refused refused : publication.refused()) {
      String event = Integer.toString(refused.event());
      Refusal refusal = refused.refusal();
      for (Violation violation : refusal.violations()) {
        table.row(event, violation.pointer(), violation.rule(), violation.detail());
      }
      if (refusal.violations().isEmpty()) {
        table.row(event, "", Integer.toString(refusal.status()), refusal.title());
      }
    }
    return table;
  }
}
