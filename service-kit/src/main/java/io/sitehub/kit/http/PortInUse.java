package io.sitehub.kit.http;

import io.sitehub.kit.lifecycle.ExitCode;
import io.sitehub.kit.lifecycle.StartRefused;

/** A server cannot listen; says which role wants which address and which key changes it. */
public final class PortInUse extends StartRefused {
  private static final long serialVersionUID = 1;

  PortInUse(String role, ListenAddress address, Throwable cause) {
    super(
        ExitCode.TEMPORARY,
        "%s wants %s=%d on %s, which is in use or may not be bound (%s); stop the other process or set %s"
            .formatted(
                role,
                address.portKey(),
                address.port(),
                address.host(),
                rootMessage(cause),
                address.portKey()),
        cause);
  }

  private static String rootMessage(Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
