package io.sitehub.cli.command;

import io.sitehub.cli.simulate.Pace;
import io.sitehub.cli.simulate.SimulationSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How trucks are simulated: how many, and how fast. */
final class DriveOptions {
  private static final int DEFAULT_DAY_SECONDS = 90;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed and day give the same trucks (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--sites",
      converter = WholeNumber.Sites.class,
      paramLabel = "N",
      defaultValue = "" + SimulationSettings.DEFAULT_SITES,
      description = "How many sites (default: ${DEFAULT-VALUE}).")
  private int sites;

  @Option(
      names = "--trucks",
      converter = WholeNumber.Trucks.class,
      paramLabel = "N",
      defaultValue = "" + SimulationSettings.DEFAULT_TRUCKS_PER_SITE,
      description = "How many trucks a site expects (default: ${DEFAULT-VALUE}).")
  private int trucks;

  @ArgGroup private @Nullable Speed speed;

  /** At most one of these. */
  static final class Speed {
    @Option(
        names = "--seconds",
        converter = WholeNumber.Seconds.class,
        paramLabel = "N",
        description = "The whole day in so many seconds (default: " + DEFAULT_DAY_SECONDS + ").")
    private @Nullable Integer seconds;

    @Option(
        names = "--rate",
        converter = EventsPerSecond.class,
        paramLabel = "N",
        description = "So many events a second.")
    private @Nullable Double rate;

    @Option(names = "--fast", description = "As fast as events are acknowledged.")
    private boolean fast;
  }

  long seed() {
    return seed;
  }

  int sites() {
    return sites;
  }

  int trucks() {
    return trucks;
  }

  Pace pace() {
    if (speed != null && speed.rate != null) {
      return new Pace.Rate(speed.rate);
    }
    if (speed != null && speed.fast) {
      return new Pace.AsFastAsPossible();
    }
    int seconds = speed == null || speed.seconds == null ? DEFAULT_DAY_SECONDS : speed.seconds;
    return new Pace.DayIn(Duration.ofSeconds(seconds));
  }
}
