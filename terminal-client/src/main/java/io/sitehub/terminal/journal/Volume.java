package io.sitehub.terminal.journal;

/**
 * How many events a journal holds, by what became of them, and their bytes.
 *
 * @param waiting events still to be sent
 * @param refused events set aside
 * @param acknowledged events kept to be asked for
 * @param bytes of all of them
 */
public record Volume(long waiting, long refused, long acknowledged, long bytes) {
  static final Volume NONE = new Volume(0, 0, 0, 0);

  /** Events that nobody has taken: they count against the limit. */
  public long unsettled() {
    return waiting + refused;
  }

  Volume stored(long more) {
    return new Volume(waiting + 1, refused, acknowledged, bytes + more);
  }

  Volume acknowledgedOne() {
    return new Volume(waiting - 1, refused, acknowledged + 1, bytes);
  }

  Volume refusedOne() {
    return new Volume(waiting - 1, refused + 1, acknowledged, bytes);
  }

  Volume redrivenOne() {
    return new Volume(waiting + 1, refused - 1, acknowledged, bytes);
  }

  Volume discardedOne(long fewer) {
    return new Volume(waiting, refused - 1, acknowledged, bytes - fewer);
  }

  Volume forgot(long events, long fewer) {
    return new Volume(waiting, refused, acknowledged - events, bytes - fewer);
  }
}
