package io.sitehub.cli.site;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a local site: the content of {@code run/state.json}.
 *
 * @param supervisorPid who looks after it
 * @param supervisorStartedAtMs when that process was started, in milliseconds of the epoch
 * @param small one of each, nothing redundant
 * @param instances every process
 */
public record SiteState(
    long supervisorPid, long supervisorStartedAtMs, boolean small, List<InstanceState> instances) {

  /** Makes the list unmodifiable. */
  public SiteState {
    instances = List.copyOf(instances);
  }

  /** Where everything is. */
  public SiteLayout layout() {
    return new SiteLayout(small, instances.stream().map(InstanceState::instance).toList());
  }

  /** Whether every process can do its work. */
  public boolean whole() {
    return instances.stream().allMatch(state -> state.phase() == Phase.READY);
  }

  /** Whether every process can do its work that the site cannot do without. */
  public boolean ready() {
    return instances.stream()
        .allMatch(state -> state.instance().role().erp() || state.phase() == Phase.READY);
  }

  /** Whether a process cannot start, and starting it again would not help. */
  public boolean failed() {
    return instances.stream().anyMatch(state -> state.phase() == Phase.FAILED);
  }

  /** Whether any process of it still runs. */
  public boolean anyAlive(DataDirectory directory) {
    return instances.stream().anyMatch(state -> state.process(directory).isPresent());
  }

  /** Whether the supervisor that wrote this still runs. */
  public boolean supervised() {
    return ProcessHandle.of(supervisorPid)
        .filter(ProcessHandle::isAlive)
        .flatMap(handle -> handle.info().startInstant())
        .equals(Optional.of(Instant.ofEpochMilli(supervisorStartedAtMs)));
  }
}
