package io.sitehub.cluster.mutant;

import io.sitehub.kit.config.Settings;
import io.sitehub.kit.lifecycle.ExitCode;
import io.sitehub.kit.lifecycle.ServiceMain;
import io.sitehub.processors.Processors;
import io.sitehub.processors.ProcessorsConfig;
import java.util.HashMap;
import java.util.Map;

/** A processor that takes settings of Streams which the real one refuses. */
public final class WrongProcessor {
  /** What their keys begin with. */
  public static final String PREFIX = "wrong.";

  private WrongProcessor() {}

  /** Runs it: {@code --config FILE}. */
  public static void main(String[] arguments) {
    ServiceMain.run(
        Processors.ROLE,
        arguments,
        WrongProcessor::from,
        config -> new Processors(config, WrongProcessor::halt).lifecycle());
  }

  private static ProcessorsConfig from(Settings settings) {
    ProcessorsConfig right = ProcessorsConfig.from(settings);
    Map<String, String> overrides = new HashMap<>(right.streamsOverrides());
    overrides.putAll(settings.below(PREFIX));
    return new ProcessorsConfig(
        right.instance(),
        right.applicationId(),
        right.bootstrapServers(),
        right.registry(),
        right.replication(),
        right.internal(),
        right.advertised(),
        right.management(),
        right.stateDirectory(),
        right.threads(),
        right.standbys(),
        right.rocksDbBytes(),
        right.stepSize(),
        right.maxLag(),
        right.logEndEvery(),
        right.peersWatched(),
        overrides);
  }

  private static void halt() {
    Runtime.getRuntime().halt(ExitCode.SOFTWARE.code());
  }
}
