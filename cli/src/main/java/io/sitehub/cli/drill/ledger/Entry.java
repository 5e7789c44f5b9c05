package io.sitehub.cli.drill.ledger;

import io.sitehub.model.cloudevent.EventName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Something that was done during a drill, and what became of it. */
public sealed interface Entry {

  /** When it was over. */
  Instant at();

  /**
   * One request to publish.
   *
   * @param sentAt when it was sent
   * @param at when its outcome was known, or given up
   * @param gateway that was asked
   * @param events names of what it carried
   * @param outcome what is known of it
   * @param detail why, in a few words
   * @param receipts of each event its place in the log, when it was acknowledged
   */
  record Attempt(
      Instant sentAt,
      Instant at,
      String gateway,
      List<EventName> events,
      Outcome outcome,
      String detail,
      Map<EventName, Receipt> receipts)
      implements Entry {
    /** Copies the collections. */
    public Attempt {
      events = List.copyOf(events);
      receipts = Map.copyOf(receipts);
    }
  }

  /** Where an acknowledged event lies in the log. */
  record Receipt(int partition, long offset) {}

  /**
   * One question, as a dashboard asks it: at the next kpi-service when one does not answer.
   *
   * @param askedAt when it was asked
   * @param at when it was answered or given up
   * @param reader who asks, one question after the other
   * @param path what was asked
   * @param tries how many kpi-services had to be asked
   * @param answer empty when nobody answered within 15 s
   * @param detail why not, in a few words
   */
  record Question(
      Instant askedAt,
      Instant at,
      String reader,
      String path,
      int tries,
      Optional<Answer> answer,
      String detail)
      implements Entry {}

  /**
   * What an answer says of itself.
   *
   * @param found whether what was asked for is known; 404 otherwise
   * @param asOf it shows everything that was recorded until then
   * @param lag events of the log it lacks
   * @param servedBy active or standby
   * @param instance processor that answered
   */
  record Answer(boolean found, Instant asOf, long lag, String servedBy, String instance) {}

  /**
   * An event of a probe became visible.
   *
   * @param acknowledgedAt when a gateway had acknowledged it
   * @param at when it was answered the first time
   * @param siteId its site
   * @param visitId its visit
   */
  record Seen(Instant acknowledgedAt, Instant at, String siteId, String visitId) implements Entry {}

  /** Something that was done to the site, or noticed of it. */
  record Note(Instant at, String what) implements Entry {}
}
