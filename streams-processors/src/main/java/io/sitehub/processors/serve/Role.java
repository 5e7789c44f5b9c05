package io.sitehub.processors.serve;

import java.util.Locale;

/** In which role an instance holds a partition. */
public enum Role {
  /** It takes the partition's events in. */
  ACTIVE,
  /** It copies what the active instance does. */
  STANDBY;

  /** As in headers and answers. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
