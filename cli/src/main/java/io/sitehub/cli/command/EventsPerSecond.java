package io.sitehub.cli.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The value of an option that is a rate of events; what is not is explained. */
final class EventsPerSecond implements ITypeConverter<Double> {
  private static final double LEAST = 0.001;
  private static final double MOST = 1_000_000;

  @Override
  public Double convert(String text) {
    try {
      double value = Double.parseDouble(text);
      if (value >= LEAST && value <= MOST) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw refused(text);
    }
    throw refused(text);
  }

  private static TypeConversionException refused(String text) {
    return new TypeConversionException("'" + text + "' is not a number from 0.001 to 1000000");
  }
}
