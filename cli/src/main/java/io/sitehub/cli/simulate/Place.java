package io.sitehub.cli.simulate;

import java.util.ArrayDeque;

/** Something that only so many trucks can use at once; the others wait in the order they came. */
final class Place {

  /** A truck's wish to use the place. */
  static final class Wish {
    private final Runnable whenIn;
    private boolean given;
    private boolean withdrawn;

    private Wish(Runnable whenIn) {
      this.whenIn = whenIn;
    }

    /** Gives up waiting. False if it is too late: the truck is in. */
    boolean withdraw() {
      if (given) {
        return false;
      }
      withdrawn = true;
      return true;
    }
  }

  private final String name;
  private final DayClock clock;
  private final ArrayDeque<Wish> waiting = new ArrayDeque<>();
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
  Wish enter(Runnable whenIn) {
    Wish wish = new Wish(whenIn);
    waiting.add(wish);
    admit();
    return wish;
  }

  void leave() {
    free++;
    admit();
  }

  private void admit() {
    while (free > 0 && !waiting.isEmpty()) {
      Wish next = waiting.remove();
      if (!next.withdrawn) {
        free--;
        next.given = true;
        clock.after(0, next.whenIn);
      }
    }
  }
}
