package io.sitehub.kit.lifecycle;

import ch.qos.logback.classic.Level;
import io.sitehub.kit.config.ConfigProblem;
import io.sitehub.kit.config.ConfigurationException;
import io.sitehub.kit.config.Settings;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The process around a service: configuration, start, SIGTERM, exit code. What a person can act on
 * is printed to standard error line by line; only a fault in the program shows a stack trace.
 */
public final class ServiceMain {
  private static final Logger log = LoggerFactory.getLogger(ServiceMain.class);

  private ServiceMain() {}

  /** Makes the life of a service out of its configuration; starts nothing. */
  @FunctionalInterface
  public interface Assembly<C> {
    /** Wires the service. */
    Lifecycle assemble(C config) throws Exception;
  }

  /** How verbose the log is: key {@code log.level}. */
  public enum LogLevel {
    /** Faults only. */
    ERROR,
    /** What someone should look at. */
    WARN,
    /** What happened. */
    INFO,
    /** Everything. */
    DEBUG
  }

  /**
   * Runs a service until it is told to stop, then returns; exits the process with an {@link
   * ExitCode} if it cannot start. SIGTERM and SIGINT stop it in order.
   *
   * @param role the process role, such as {@code ingest-gateway}
   * @param recipe reads the service's keys
   */
  public static <C> void run(
      String role, String[] arguments, Function<Settings, C> recipe, Assembly<C> assembly) {
    try {
      Settings settings = Settings.load(List.of(arguments), System.getenv());
      C config = settings.read(each -> withLogLevel(each, recipe));
      logEffective(role, settings);
      Lifecycle lifecycle = assembly.assemble(config);
      Runtime.getRuntime().addShutdownHook(new Thread(lifecycle::stop, role + "-stop"));
      lifecycle.start();
      lifecycle.awaitEnd();
    } catch (ConfigurationException e) {
      e.problems().stream().map(ConfigProblem::toString).forEach(line -> complain(role, line));
      exit(ExitCode.CONFIGURATION);
    } catch (StartRefused e) {
      e.reasons().forEach(line -> complain(role, line));
      exit(e.exitCode());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable e) {
      // An Error too: threads that were started already would keep a useless process alive.
      log.atError().addKeyValue("role", role).setCause(e).log("cannot start");
      complain(role, "cannot start: " + e);
      exit(ExitCode.SOFTWARE);
    }
  }

  private static <C> C withLogLevel(Settings settings, Function<Settings, C> recipe) {
    LogLevel level = settings.choice("log.level", LogLevel.INFO);
    if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)
        instanceof ch.qos.logback.classic.Logger root) {
      root.setLevel(Level.valueOf(level.name()));
    }
    return recipe.apply(settings);
  }

  private static void logEffective(String role, Settings settings) {
    LoggingEventBuilder line = log.atInfo().addKeyValue("role", role);
    for (Map.Entry<String, String> setting : settings.effective().entrySet()) {
      line = line.addKeyValue(setting.getKey(), setting.getValue());
    }
    line.log("configuration");
  }

  @SuppressWarnings("SystemOut") // Whoever typed the command reads standard error, not the log.
  private static void complain(String role, String line) {
    System.err.println(role + ": " + line);
  }

  private static void exit(ExitCode code) {
    Runtime.getRuntime().exit(code.code());
  }
}
