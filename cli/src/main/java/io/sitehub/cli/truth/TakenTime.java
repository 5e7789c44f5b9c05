package io.sitehub.cli.truth;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * For how long something was taken, of the time it was to be had. A span of time counts in each
 * window with the part that lies in it, and as one of its spans in the window in which it begins.
 *
 * @param spans in which something was taken
 * @param units how many can be taken
 * @param hours when they are to be had
 */
record TakenTime(List<Figure> spans, int units, OpeningHours hours) implements Reckoning {

  @Override
  public Optional<ExpectedValue> over(Window window) {
    long takenMs = spans.stream().mapToLong(span -> window.partMs(span.at(), span.value())).sum();
    long openMs = hours.openMs(window) * units;
    if (takenMs == 0 && openMs == 0) {
      return Optional.empty();
    }
    Map<String, ExpectedMeasure> measures = new LinkedHashMap<>();
    if (openMs > 0) {
      measures.put("percent", ExpectedMeasure.exactly(100.0 * takenMs / openMs));
    }
    measures.put("hours", ExpectedMeasure.exactly(takenMs / Unit.HOURS.kept));
    long begun = spans.stream().filter(span -> window.holds(span.at())).count();
    return Optional.of(new ExpectedValue(begun, measures));
  }
}
