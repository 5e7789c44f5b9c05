package io.sitehub.cli.drill.ledger;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sitehub.cli.drill.ledger.Entry.Attempt;
import io.sitehub.cli.drill.ledger.Entry.Note;
import io.sitehub.cli.drill.ledger.Entry.Question;
import io.sitehub.cli.drill.ledger.Entry.Receipt;
import io.sitehub.cli.drill.ledger.Entry.Seen;
import io.sitehub.model.cloudevent.EventName;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Everything a drill did and what became of it. Each entry is a line of JSON on disk as soon as it
 * is made, so that a drill that ends badly can be read; all may write at once.
 */
public final class Ledger implements AutoCloseable {
  private final BufferedWriter file;
  private final Consumer<Entry> watcher;
  private final Map<EventName, Publication> publications = new HashMap<>();
  private final List<Attempt> attempts = new ArrayList<>();
  private final List<Question> questions = new ArrayList<>();
  private final List<Seen> seen = new ArrayList<>();

  /**
   * @param file a new file
   * @param watcher is told each entry, in order, by one thread at a time
   * @throws UncheckedIOException when the file cannot be written
   */
  public Ledger(Path file, Consumer<Entry> watcher) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      this.file = Files.newBufferedWriter(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the ledger " + file, e);
    }
    this.watcher = watcher;
  }

  /** Takes an entry down. */
  public synchronized void enter(Entry entry) {
    switch (entry) {
      case Attempt attempt -> {
        attempts.add(attempt);
        for (EventName event : attempt.events()) {
          publications.merge(event, first(attempt, event), (before, now) -> again(before, now));
        }
      }
      case Question question -> questions.add(question);
      case Seen visible -> seen.add(visible);
      case Note _ -> {}
    }
    write(entry);
    watcher.accept(entry);
  }

  private static Publication first(Attempt attempt, EventName event) {
    boolean ok = attempt.outcome() == Outcome.OK;
    return new Publication(
        attempt.sentAt(),
        attempt.outcome(),
        ok ? Optional.of(attempt.at()) : Optional.empty(),
        Optional.ofNullable(attempt.receipts().get(event)),
        1);
  }

  private static Publication again(Publication before, Publication now) {
    return before.and(now.acknowledgedAt().orElse(now.firstSentAt()), now.outcome(), now.receipt());
  }

  /** What became of each event so far. */
  public synchronized Map<EventName, Publication> publications() {
    return Map.copyOf(publications);
  }

  /** Every attempt to publish, in the order in which they ended. */
  public synchronized List<Attempt> attempts() {
    return List.copyOf(attempts);
  }

  /** Every question, in the order in which they ended. */
  public synchronized List<Question> questions() {
    return List.copyOf(questions);
  }

  /** When events of probes became visible, in that order. */
  public synchronized List<Seen> seen() {
    return List.copyOf(seen);
  }

  @Override
  public synchronized void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the ledger is incomplete", e);
    }
  }

  private void write(Entry entry) {
    try {
      file.write(json(entry).toString());
      file.newLine();
      file.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the ledger cannot be written", e);
    }
  }

  private static ObjectNode json(Entry entry) {
    ObjectNode line = JsonNodeFactory.instance.objectNode().put("at", entry.at().toString());
    return switch (entry) {
      case Attempt attempt -> {
        line.put("did", "publish")
            .put("sentAt", attempt.sentAt().toString())
            .put("gateway", attempt.gateway())
            .put("outcome", attempt.outcome().label())
            .put("detail", attempt.detail());
        ArrayNode events = line.putArray("events");
        for (EventName event : attempt.events()) {
          ObjectNode one = events.addObject().put("source", event.source()).put("id", event.id());
          Receipt receipt = attempt.receipts().get(event);
          if (receipt != null) {
            one.put("partition", receipt.partition()).put("offset", receipt.offset());
          }
        }
        yield line;
      }
      case Question question -> {
        line.put("did", "ask")
            .put("askedAt", question.askedAt().toString())
            .put("reader", question.reader())
            .put("path", question.path())
            .put("tries", question.tries())
            .put("detail", question.detail());
        question
            .answer()
            .ifPresent(answer ->
                line.put("found", answer.found())
                    .put("asOf", answer.asOf().toString())
                    .put("lag", answer.lag())
                    .put("servedBy", answer.servedBy())
                    .put("instance", answer.instance()));
        yield line;
      }
      case Seen visible ->
          line.put("did", "see")
              .put("acknowledgedAt", visible.acknowledgedAt().toString())
              .put("site", visible.siteId())
              .put("visit", visible.visitId());
      case Note note -> line.put("did", "note").put("what", note.what());
    };
  }
}
