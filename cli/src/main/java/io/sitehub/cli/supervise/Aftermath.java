package io.sitehub.cli.supervise;

import io.sitehub.cli.site.Instance;

/** What has to be done for those who live on when a process has died. */
@FunctionalInterface
interface Aftermath {

  /** Does it, within a few seconds; never fails. */
  void settle(Instance dead) throws InterruptedException;
}
