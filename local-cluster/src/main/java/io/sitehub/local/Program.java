package io.sitehub.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What can be started in a process of its own. */
public interface Program {

  /** Who this is, for messages: {@code broker-1}. */
  String name();

  /** The command line. */
  List<String> command();

  /** Variables added to those of this process, of which {@code SITEHUB_*} are not handed on. */
  Map<String, String> environment();

  /** File that standard output and error are appended to. */
  Path log();

  /** A program that is no Java. */
  record Native(String name, List<String> command, Map<String, String> environment, Path log)
      implements Program {
    /** Makes the collections unmodifiable. */
    public Native {
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
    }
  }
}
