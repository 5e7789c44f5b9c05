package io.sitehub.cli.supervise;

import io.sitehub.cli.site.InstanceState;
import io.sitehub.cli.site.SiteLayout;
import io.sitehub.cli.site.SiteState;
import io.sitehub.cli.site.StateFile;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The state of every process, in memory for those who watch and in the state file for others. */
final class Board {
  private final StateFile file;
  private final boolean small;
  private final Map<String, InstanceState> states = new LinkedHashMap<>();

  Board(StateFile file, SiteLayout layout, List<InstanceState> initial) {
    this.file = file;
    this.small = layout.small();
    initial.forEach(state -> states.put(state.instance().name(), state));
    publish();
  }

  synchronized InstanceState of(String name) {
    InstanceState state = states.get(name);
    if (state == null) {
      throw new IllegalArgumentException("no instance " + name);
    }
    return state;
  }

  synchronized InstanceState change(String name, UnaryOperator<InstanceState> change) {
    InstanceState before = of(name);
    InstanceState after = change.apply(before);
    if (!after.equals(before)) {
      states.put(name, after);
      publish();
    }
    return after;
  }

  synchronized SiteState snapshot() {
    ProcessHandle self = ProcessHandle.current();
    return new SiteState(
        self.pid(),
        self.info().startInstant().map(Instant::toEpochMilli).orElse(0L),
        small,
        List.copyOf(states.values()));
  }

  private void publish() {
    try {
      file.write(snapshot());
    } catch (UncheckedIOException e) {
      // What cannot be shown to others now is shown with the next change; it is true all the same.
      return;
    }
  }
}
