package io.sitehub.cli.supervise;

import io.sitehub.cli.site.Instance;

/** How a supervisor looks at a process. */
interface Probe {

  /** Whether it can do its work. */
  Verdict ready(Instance instance);

  /** Whether there is hope for it without a restart. */
  Verdict live(Instance instance);
}
