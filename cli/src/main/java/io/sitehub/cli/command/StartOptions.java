package io.sitehub.cli.command;

import io.sitehub.cli.screen.ExitCode;
import io.sitehub.cli.screen.Problem;
import io.sitehub.cli.site.DataDirectory;
import io.sitehub.cli.site.ErpAccess;
import io.sitehub.cli.site.QuickStart;
import io.sitehub.cli.site.SiteLayout;
import io.sitehub.cli.supervise.LocalSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

  @Option(names = "--no-erp", description = "Without Kafka Connect and without an ERP's database.")
  private boolean withoutErp;

  @Option(
      names = "--erp-database",
      paramLabel = "URL",
      description =
          "Write tickets to this database (jdbc:postgresql://HOST:PORT/DATABASE). Default: one that"
              + " is started beside the site and stands for an ERP's.")
  private @Nullable String erpDatabase;

  @Option(names = "--erp-user", paramLabel = "NAME", description = "Who to be to that database.")
  private String erpUser = "sitehub";

  @Option(
      names = "--erp-password-file",
      paramLabel = "FILE",
      description = "The first line of this file is the password. Default: no password.")
  private @Nullable Path erpPasswordFile;

  @Option(
      names = "--erp-schema",
      paramLabel = "NAME",
      description = "The schema of the tables there (default: ${DEFAULT-VALUE}).",
      defaultValue = "public")
  private String erpSchema = "public";

  /**
   * Starts a site as told, or takes over what an earlier one left.
   *
   * @return empty when somebody else supervises it
   */
  Optional<LocalSite> start(DataDirectory directory) {
    return withoutErp
        ? LocalSite.start(directory, small, basePort, QuickStart.ofBuild(), InstantSource.system())
        : LocalSite.startWithErp(
            directory, small, basePort, elsewhere(), QuickStart.ofBuild(), InstantSource.system());
  }

  /** The same options, for another process. */
  List<String> asArguments() {
    List<String> arguments = new ArrayList<>(List.of("--base-port", Integer.toString(basePort)));
    if (small) {
      arguments.add("--small");
    }
    if (withoutErp) {
      arguments.add("--no-erp");
    }
    if (erpDatabase != null) {
      arguments.addAll(
          List.of("--erp-database", erpDatabase, "--erp-user", erpUser, "--erp-schema", erpSchema));
    }
    if (erpPasswordFile != null) {
      arguments.addAll(List.of("--erp-password-file", erpPasswordFile.toAbsolutePath().toString()));
    }
    return arguments;
  }

  private @Nullable ErpAccess elsewhere() {
    if (erpDatabase == null) {
      return null;
    }
    try {
      String password =
          erpPasswordFile == null
              ? ""
              : Files.readAllLines(erpPasswordFile).stream().findFirst().orElse("");
      return new ErpAccess(erpDatabase, erpUser, password, erpSchema);
    } catch (IOException e) {
      throw new Problem(
          ExitCode.USAGE,
          "the password cannot be read from " + erpPasswordFile + ": " + e,
          "name a file that can be read, with the password in its first line");
    }
  }

  boolean small() {
    return small;
  }

  int basePort() {
    return basePort;
  }
}
