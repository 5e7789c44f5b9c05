package io.sitehub.cli.simulate;

import java.util.ArrayDeque;

/** Something that only so many trucks can use at once; the others wait in the order they came. */
final class Place {
  private final String name;
  private final DayClock clock;
  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
  private int free;

  Place(String name, int capacity, DayClock clock) {
    this.name = name;
    this.free = capacity;
    this.clock = clock;
  }

  String name() {
    return name;
  }

  boolean isFree() {
    return free > 0;
  }

  /** Trucks waiting, and one more if it is taken: what a dispatcher looks at. */
  int load() {
    return waiting.size() + (free > 0 ? 0 : 1);
  }

  /** Runs {@code whenIn} as a step of its own as soon as there is room, at the earliest now. */
  void enter(Runnable whenIn) {
    waiting.add(whenIn);
    admit();
  }

  void leave() {
    free++;
    admit();
  }

  private void admit() {
    while (free > 0 && !waiting.isEmpty()) {
      free--;
      clock.after(0, waiting.remove());
    }
  }
}
