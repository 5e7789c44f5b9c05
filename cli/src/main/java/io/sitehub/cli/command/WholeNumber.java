package io.sitehub.cli.command;

import io.sitehub.cli.simulate.SimulationSettings;
import io.sitehub.cli.site.SiteLayout;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The value of an option that is a whole number within limits; what is not is explained. */
abstract class WholeNumber implements ITypeConverter<Integer> {
  private final int least;
  private final int most;

  private WholeNumber(int least, int most) {
    this.least = least;
    this.most = most;
  }

  @Override
  public final Integer convert(String text) {
    try {
      int value = Integer.parseInt(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw refused(text);
    }
    throw refused(text);
  }

  private TypeConversionException refused(String text) {
    return new TypeConversionException(
        "'%s' is not a whole number from %d to %d".formatted(text, least, most));
  }

  /** How many sites. */
  static final class Sites extends WholeNumber {
    Sites() {
      super(1, SimulationSettings.MAX_SITES);
    }
  }

  /** How many trucks a site. */
  static final class Trucks extends WholeNumber {
    Trucks() {
      super(1, SimulationSettings.MAX_TRUCKS_PER_SITE);
    }
  }

  /** Seconds, up to a real day. */
  static final class Seconds extends WholeNumber {
    Seconds() {
      super(1, 86_400);
    }
  }

  /** The first of the ports of a site, all of which must exist; 0 for any. */
  static final class BasePort extends WholeNumber {
    BasePort() {
      super(0, 65_536 - SiteLayout.PORT_RANGE);
    }
  }

  /** How many partitions a topic has. */
  static final class Partitions extends WholeNumber {
    Partitions() {
      super(1, 10_000);
    }
  }

  /** How often something is done. */
  static final class Times extends WholeNumber {
    Times() {
      super(1, 1_000);
    }
  }

  /** How many lines or rows. */
  static final class Rows extends WholeNumber {
    Rows() {
      super(1, 100_000);
    }
  }
}
