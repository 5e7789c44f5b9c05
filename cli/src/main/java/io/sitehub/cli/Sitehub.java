package io.sitehub.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sitehub.cli.command.ConfigCommand;
import io.sitehub.cli.command.DeadLettersCommand;
import io.sitehub.cli.command.DemoCommand;
import io.sitehub.cli.command.DevicesCommand;
import io.sitehub.cli.command.DownCommand;
import io.sitehub.cli.command.DrillCommand;
import io.sitehub.cli.command.ErpCommand;
import io.sitehub.cli.command.KpiCommand;
import io.sitehub.cli.command.KpisCommand;
import io.sitehub.cli.command.LogsCommand;
import io.sitehub.cli.command.PrepareCommand;
import io.sitehub.cli.command.PublishCommand;
import io.sitehub.cli.command.QueuesCommand;
import io.sitehub.cli.command.SimulateCommand;
import io.sitehub.cli.command.StatusCommand;
import io.sitehub.cli.command.UpCommand;
import io.sitehub.cli.command.VisitCommand;
import io.sitehub.cli.command.VisitsCommand;
import io.sitehub.cli.screen.ExitCode;
import io.sitehub.cli.screen.Problem;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code sitehub} command: runs a whole site on this machine, drives it, asks it. */
@Command(
    name = "sitehub",
    mixinStandardHelpOptions = true,
    version = "sitehub 0.1.0",
    description = "Run, drive and ask a Sitehub site on this machine.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      StatusCommand.class,
      DownCommand.class,
      LogsCommand.class,
      PublishCommand.class,
      SimulateCommand.class,
      VisitsCommand.class,
      VisitCommand.class,
      KpisCommand.class,
      DevicesCommand.class,
      QueuesCommand.class,
      KpiCommand.class,
      ConfigCommand.class,
      DeadLettersCommand.class,
      ErpCommand.class,
      DrillCommand.class,
      PrepareCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:the answer is no: a check failed, events were refused, nothing like that was found",
      "2:the command line is wrong",
      "3:there is no site to talk to, or it does not answer",
      "4:the site cannot be started",
      "70:a fault in the command itself"
    })
public final class Sitehub implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Runs one command line and exits. */
  public static void main(String[] args) {
    if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
      // What a person has to know is printed, not logged, by whatever logger.
      root.getLoggerContext().getLoggerList().forEach(each -> each.setLevel(Level.OFF));
    }
    System.exit(commandLine().execute(args));
  }

  /** The command line with all its subcommands. */
  static CommandLine commandLine() {
    return new CommandLine(new Sitehub())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Sitehub::explainUsage)
        .setExitCodeExceptionMapper(_ -> ExitCode.SOFTWARE.code())
        .setExecutionExceptionHandler((failure, command, _) -> explain(failure, command));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  private static int explainUsage(ParameterException problem, String[] args) {
    CommandLine command = problem.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("sitehub: " + problem.getMessage());
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(problem, err)) {
      command.usage(err);
    }
    return ExitCode.USAGE.code();
  }

  private static int explain(Exception failure, CommandLine command) throws Exception {
    if (shuttingDown()) {
      return ExitCode.FAILED.code(); // it was told to stop: what fails from then on is no news
    }
    Problem problem =
        switch (failure) {
          case Problem known -> known;
          case InterruptedException _ ->
              new Problem(ExitCode.FAILED, "interrupted", "run it again when you like");
          case UncheckedIOException io ->
              new Problem(
                  ExitCode.FAILED,
                  io.getMessage() + ": " + io.getCause(),
                  "see that the disk is not full and that what is there may be read and written");
          default -> throw failure;
        };
    if (wantsJson(command)) {
      Map<String, String> error =
          Map.of("problem", String.valueOf(problem.getMessage()), "remedy", problem.remedy());
      command.getErr().println(new JsonMapper().writeValueAsString(error));
    } else {
      command.getErr().println("sitehub: " + problem.getMessage());
      command.getErr().println("  -> " + problem.remedy());
    }
    return problem.exitCode().code();
  }

  private static boolean shuttingDown() {
    try {
      Runtime.getRuntime().removeShutdownHook(new Thread());
      return false;
    } catch (IllegalStateException onItsWay) {
      return true;
    }
  }

  private static boolean wantsJson(CommandLine command) {
    return command.getParseResult() != null
        && List.copyOf(command.getParseResult().originalArgs()).contains("--json");
  }
}
