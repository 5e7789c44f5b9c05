package io.sitehub.model.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** How numbers are read. */
final class NumberPlans {

  private NumberPlans() {}

  /** An int or long from {@code minimum} to {@code maximum}. */
  record Whole(long minimum, long maximum) implements ValuePlan {
    @Override
    public void read(JsonReading reading, JsonToken token) throws IOException {
      JsonParser parser = reading.parser();
      if (token == JsonToken.VALUE_NUMBER_INT) {
        if (parser.getNumberType() == NumberType.BIG_INTEGER) {
          tooLarge(reading, parser.getText().startsWith("-"));
        } else {
          write(reading, parser.getLongValue());
        }
      } else if (token == JsonToken.VALUE_NUMBER_FLOAT) {
        // 12.0 and 1.2e1 are 12: some languages know no other way to write it.
        BigDecimal value = decimal(parser);
        if (value.signum() != 0 && digitsBeforePoint(value) > 19) {
          tooLarge(reading, value.signum() < 0);
        } else if (!isWhole(value)) {
          reading.violate(Rule.INTEGRAL, "must be a whole number");
        } else if (value.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
          tooLarge(reading, value.signum() < 0);
        } else {
          write(reading, value.longValue());
        }
      } else {
        ValuePlan.wrongType(reading, token, "a whole number");
      }
    }

    private void write(JsonReading reading, long value) {
      if (value < minimum) {
        reading.violate(Rule.MINIMUM, "must be at least " + minimum);
      } else if (value > maximum) {
        reading.violate(Rule.MAXIMUM, "must be at most " + maximum);
      } else {
        reading.out.writeLong(value);
      }
    }

    private void tooLarge(JsonReading reading, boolean negative) {
      if (negative) {
        reading.violate(Rule.MINIMUM, "must be at least " + minimum);
      } else {
        reading.violate(Rule.MAXIMUM, "must be at most " + maximum);
      }
    }
  }

  /** A double; bounds are null where there are none. */
  record Floating(@Nullable Double minimum, @Nullable Double maximum) implements ValuePlan {
    @Override
    public void read(JsonReading reading, JsonToken token) throws IOException {
      if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
        ValuePlan.wrongType(reading, token, "a number");
        return;
      }
      double value = reading.parser().getDoubleValue();
      if (!Double.isFinite(value)) {
        reading.violate(
            value < 0 ? Rule.MINIMUM : Rule.MAXIMUM, "is beyond what a double can hold");
      } else if (minimum != null && value < minimum) {
        reading.violate(Rule.MINIMUM, "must be at least " + plain(minimum));
      } else if (maximum != null && value > maximum) {
        reading.violate(Rule.MAXIMUM, "must be at most " + plain(maximum));
      } else {
        reading.out.writeDouble(value);
      }
    }

    private static String plain(double bound) {
      return new BigDecimal(Double.toString(bound)).stripTrailingZeros().toPlainString();
    }
  }

  /** A decimal of a fixed number of places. */
  record FixedPoint(
      int precision, int scale, @Nullable BigDecimal minimum, @Nullable BigDecimal maximum)
      implements ValuePlan {
    @Override
    public void read(JsonReading reading, JsonToken token) throws IOException {
      if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
        ValuePlan.wrongType(reading, token, "a number");
        return;
      }
      BigDecimal value = decimal(reading.parser());
      if (value.signum() == 0) {
        value = BigDecimal.ZERO;
      }
      // Before anything that would write 1e999999999 out in digits.
      if (digitsBeforePoint(value) > precision - scale) {
        reading.violate(
            value.signum() < 0 ? Rule.MINIMUM : Rule.MAXIMUM,
            "must have at most " + (precision - scale) + " digits before the decimal point");
      } else if (value.stripTrailingZeros().scale() > scale) {
        reading.violate(Rule.DECIMAL_PLACES, "must have at most " + scale + " decimal places");
      } else if (minimum != null && value.compareTo(minimum) < 0) {
        reading.violate(Rule.MINIMUM, "must be at least " + minimum.toPlainString());
      } else if (maximum != null && value.compareTo(maximum) > 0) {
        reading.violate(Rule.MAXIMUM, "must be at most " + maximum.toPlainString());
      } else {
        byte[] unscaled =
            value.setScale(scale, RoundingMode.UNNECESSARY).unscaledValue().toByteArray();
        reading.out.writeBytes(unscaled, 0, unscaled.length);
      }
    }
  }

  /**
   * The current number. Where its exponent is beyond what a decimal can hold, another that is as
   * far beyond every rule: the sender is told which rule, not that the JSON is wrong, which it is
   * not.
   */
  private static BigDecimal decimal(JsonParser parser) throws IOException {
    String text = parser.getText();
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      int exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
      int signum = new BigDecimal(text.substring(0, exponent)).signum();
      boolean tiny = text.charAt(exponent + 1) == '-';
      return new BigDecimal(
          BigInteger.valueOf(signum), tiny ? Integer.MAX_VALUE : -Integer.MAX_VALUE);
    }
  }

  private static long digitsBeforePoint(BigDecimal value) {
    return (long) value.precision() - value.scale();
  }

  private static boolean isWhole(BigDecimal value) {
    return value.signum() == 0 || value.stripTrailingZeros().scale() <= 0;
  }
}
