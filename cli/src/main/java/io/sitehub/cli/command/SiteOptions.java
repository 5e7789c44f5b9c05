package io.sitehub.cli.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sitehub.cli.screen.ExitCode;
import io.sitehub.cli.screen.Problem;
import io.sitehub.cli.screen.Screen;
import io.sitehub.cli.site.DataDirectory;
import io.sitehub.cli.site.SiteState;
import io.sitehub.cli.site.StateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of every subcommand: which site, and for whom the output is. */
final class SiteOptions {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Directory the site lives in (default: .sitehub beside the sitehub script).")
  private @Nullable Path data;

  @Option(names = "--json", description = "Write JSON for scripts.")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  /**
   * Where the site is, or would be.
   *
   * @throws ParameterException when something else than a directory is there
   */
  DataDirectory directory() {
    Path root = Path.of(System.getProperty("sitehub.root", "."));
    DataDirectory directory = new DataDirectory(data == null ? root.resolve(".sitehub") : data);
    if (Files.exists(directory.root()) && !Files.isDirectory(directory.root())) {
      throw unusable(directory, "it is no directory");
    }
    return directory;
  }

  /**
   * The same, with everything made that a site needs.
   *
   * @throws ParameterException when that cannot be
   */
  DataDirectory usableDirectory() {
    DataDirectory directory = directory();
    try {
      directory.create();
    } catch (UncheckedIOException e) {
      throw unusable(directory, String.valueOf(e.getCause()));
    }
    return directory;
  }

  private ParameterException unusable(DataDirectory directory, String why) {
    return new ParameterException(
        spec.commandLine(),
        "Invalid value for option '--data' (DIR): %s cannot be used (%s); a directory that can be"
                .formatted(directory.root(), why)
            + " written is needed");
  }

  /** How to run another command on the same site. */
  String command(String rest) {
    return "./sitehub " + rest + (data == null ? "" : " --data " + data);
  }

  boolean json() {
    return json;
  }

  /** For a person; with --json on standard error, so that standard output is JSON alone. */
  Screen screen() {
    return json
        ? new Screen(spec.commandLine().getErr(), false)
        : Screen.on(spec.commandLine().getOut());
  }

  /** Writes a value as JSON to standard output. */
  void print(Object value) {
    try {
      spec.commandLine().getOut().println(JSON.writeValueAsString(value));
      spec.commandLine().getOut().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The site that was started here.
   *
   * @throws Problem when none was
   */
  SiteState site() {
    DataDirectory directory = directory();
    return new StateFile(directory)
        .read()
        .filter(state -> state.anyAlive(directory))
        .orElseThrow(() ->
            new Problem(
                ExitCode.UNREACHABLE,
                "no site runs in " + directory.root(),
                "start one with ./sitehub up or ./sitehub demo"));
  }
}
