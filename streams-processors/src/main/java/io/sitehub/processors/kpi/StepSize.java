package io.sitehub.processors.kpi;

/**
 * How much may be done at once beside the events, which wait for it.
 *
 * @param visits how many visits may be looked at
 * @param cells how many cells may be published or removed
 */
public record StepSize(int visits, int cells) {

  /** Some ten milliseconds of work. */
  public static final StepSize USUAL = new StepSize(1_000, 1_000);

  /** Checks that there is progress at all. */
  public StepSize {
    if (visits < 1 || cells < 1) {
      throw new IllegalArgumentException("visits and cells must be at least 1");
    }
  }
}
