package io.sitehub.cli.drill.report;

import io.sitehub.cli.drill.evidence.LoggedEvent;
import io.sitehub.cli.drill.ledger.Entry.Receipt;
import io.sitehub.cli.drill.ledger.Ledger;
import io.sitehub.cli.drill.ledger.Outcome;
import io.sitehub.cli.drill.ledger.Publication;
import io.sitehub.model.cloudevent.EventName;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What the log has in the end of the events that were first sent in some time.
 *
 * @param lost acknowledged, and not where the receipt says
 * @param repeated in the log more than once: sent again, and meant to count once
 * @param doubled counted more than once. Whether an event is counted once is not seen in the log
 *     but in everything derived from it: 0 when all of that equals the oracle's, which counts each
 *     event once; empty when it does not, and then the violations say what differs
 */
public record Stored(long lost, long repeated, OptionalLong doubled) {

  /** Finds events in a log; made once for many questions. */
  static final class Log {
    private final Ledger ledger;
    private final Map<Receipt, EventName> places = new HashMap<>();
    private final Map<EventName, Integer> copies = new HashMap<>();
    private final OptionalLong doubled;

    /**
     * @param stateIsRight whether what is answered equals the oracle
     */
    Log(Ledger ledger, List<LoggedEvent> events, boolean stateIsRight) {
      this.ledger = ledger;
      this.doubled = stateIsRight ? OptionalLong.of(0) : OptionalLong.empty();
      for (LoggedEvent logged : events) {
        EventName name = logged.event().name();
        places.put(new Receipt(logged.partition(), logged.offset()), name);
        copies.merge(name, 1, Integer::sum);
      }
    }

    Stored between(Instant from, Instant to) {
      long lost = 0;
      long repeated = 0;
      for (Map.Entry<EventName, Publication> sent : ledger.publications().entrySet()) {
        if (Impact.isWithin(sent.getValue().firstSentAt(), from, to)) {
          lost += isLost(sent.getKey(), sent.getValue()) ? 1 : 0;
          repeated += copies.getOrDefault(sent.getKey(), 0) > 1 ? 1 : 0;
        }
      }
      return new Stored(lost, repeated, doubled);
    }

    private boolean isLost(EventName name, Publication publication) {
      return publication.outcome() == Outcome.OK
          && publication.receipt().filter(receipt -> name.equals(places.get(receipt))).isEmpty();
    }
  }

  /** For people: a question mark where it cannot be told. */
  String doubledText() {
    return doubled.isPresent() ? Long.toString(doubled.getAsLong()) : "?";
  }
}
