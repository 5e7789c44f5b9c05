package io.sitehub.kpis.route;

/**
 * Lets one question in ten be put to a second processor. Without a limit a slow minute would double
 * the load that made it slow, and not end.
 */
final class HedgeBudget {
  private static final int COST = 10;
  private static final int MOST = 20 * COST;

  private int saved = MOST;

  /** A question is asked: it earns a tenth of a hedge. */
  synchronized void earn() {
    saved = Math.min(MOST, saved + 1);
  }

  /** Whether a question may be put to a second processor now. */
  synchronized boolean spend() {
    if (saved < COST) {
      return false;
    }
    saved -= COST;
    return true;
  }
}
