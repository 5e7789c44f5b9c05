package io.sitehub.cli.command;

import io.sitehub.cli.site.SiteLayout;
import picocli.CommandLine.Option;

/** What a site is started with. */
final class StartOptions {
  @Option(names = "--small", description = "One process of each role, nothing redundant.")
  private boolean small;

  @Option(
      names = "--base-port",
      converter = WholeNumber.BasePort.class,
      paramLabel = "N",
      defaultValue = "" + SiteLayout.DEFAULT_BASE_PORT,
      description =
          "Use the "
              + SiteLayout.PORT_RANGE
              + " ports from N on; 0 for any free ports (default: ${DEFAULT-VALUE}).")
  private int basePort;

  boolean small() {
    return small;
  }

  int basePort() {
    return basePort;
  }
}
