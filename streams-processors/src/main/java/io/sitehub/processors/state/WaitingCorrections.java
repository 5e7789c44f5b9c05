package io.sitehub.processors.state;

import io.sitehub.model.cloudevent.EventName;
import java.util.ArrayList;
import java.util.List;

/** Corrections that came before the event they correct, or before it is known where it belongs. */
public final class WaitingCorrections {

  private final StateSpace space;
  private final StoredEventCodec codec;

  /** The corrections in a store. */
  public WaitingCorrections(StateSpace space, StoredEventCodec codec) {
    this.space = space;
    this.codec = codec;
  }

  /** Lets a correction wait for what it corrects. */
  public void add(EventName corrected, StoredEvent correction) {
    KeyWriter key = waitingFor(correction.event().siteId(), corrected);
    space.put(codec.position(correction.event(), key).toBytes(), codec.value(correction));
  }

  /** Takes out all corrections that wait for an event, in the order of events. */
  public List<StoredEvent> take(String siteId, EventName corrected) {
    List<StoredEvent> corrections = new ArrayList<>();
    space.scan(
        waitingFor(siteId, corrected),
        (key, value) -> {
          KeyReader reader = new KeyReader(key);
          reader.text();
          reader.text();
          reader.text();
          corrections.add(codec.read(siteId, reader, value));
          return true;
        });
    for (StoredEvent correction : corrections) {
      KeyWriter key = waitingFor(siteId, corrected);
      space.put(codec.position(correction.event(), key).toBytes(), null);
    }
    return corrections;
  }

  private static KeyWriter waitingFor(String siteId, EventName corrected) {
    return Table.CORRECTIONS_WAITING
        .key()
        .text(siteId)
        .text(corrected.source())
        .text(corrected.id());
  }
}
