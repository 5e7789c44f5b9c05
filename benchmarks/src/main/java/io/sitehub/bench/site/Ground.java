package io.sitehub.bench.site;

import io.sitehub.cli.site.Instance;
import io.sitehub.cli.site.Role;
import io.sitehub.local.ChildProcess;
import java.util.List;

/** A running site whose processes can be hurt. */
public interface Ground {

  /** The instances of a role that are part of it. */
  List<Instance> instances(Role role);

  /** The process of an instance; dead if it is not running. */
  ChildProcess process(Instance instance);

  /** Sees to it that a dead instance is started again; does not wait for it. */
  void startAgain(Instance instance);

  /** How many partitions the topics have. */
  int partitions();

  /** Addresses of the brokers. */
  String bootstrapServers();
}
