package io.sitehub.cli.site;

import java.util.Locale;

/** Where a process is in its life, as its supervisor sees it. */
public enum Phase {
  /** For something it depends on. */
  WAITING,
  /** It runs, but cannot do its work yet. */
  STARTING,
  /** It can do its work. */
  READY,
  /** It was ready and says that it is not now; it may recover by itself. */
  UNREADY,
  /** It died or hung, and will be started again in a moment. */
  RESTARTING,
  /** It cannot start, and starting it again would not help. */
  FAILED,
  /** It was told to stop. */
  STOPPING,
  /** It does not run. */
  STOPPED;

  /** How it is written: {@code ready}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
