package io.sitehub.cli.simulate;

/** Is told how far a simulation has come. */
@FunctionalInterface
public interface ProgressListener {

  /** Called a few times a second, and once at the end, by the thread that runs the simulation. */
  void onProgress(SimulationProgress progress);
}
