package io.sitehub.cli.site;

import io.sitehub.local.Launch;

/**
 * What is different about the start of the processes of one site: a network namespace of its own, a
 * setting that is being tried out.
 */
@FunctionalInterface
public interface Fitting {

  /** Every process is started as it usually is. */
  Fitting USUAL = (instance, usual) -> usual;

  /**
   * How to start a process now.
   *
   * @param usual how it is usually started; its configuration file is written
   */
  Launch of(Instance instance, Launch usual);
}
