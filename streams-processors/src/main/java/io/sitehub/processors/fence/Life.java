package io.sitehub.processors.fence;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * By what the brokers know one run of a processor.
 *
 * @param instance prefix of the {@code group.instance.id} of its members; kept over restarts
 * @param processId what Kafka Streams calls the process, a part of its transactional ids; kept over
 *     restarts with its state; empty when it died before it had one
 * @param threads its stream threads
 */
public record Life(String instance, Optional<String> processId, int threads) {

  /** Refuses what cannot be. */
  public Life {
    if (instance.isEmpty() || threads < 1) {
      throw new IllegalArgumentException("a life has an instance and threads");
    }
  }

  /** Its members of the consumer group; more than it can have had. */
  public List<String> members() {
    return numbered(instance);
  }

  /**
   * The transactional ids of its producers ({@code exactly_once_v2}); more than it can have had.
   */
  public List<String> transactionalIds(String applicationId) {
    return processId.map(id -> numbered(applicationId + "-" + id)).orElse(List.of());
  }

  /** A thread that was replaced may have a higher number. */
  private List<String> numbered(String prefix) {
    return IntStream.rangeClosed(1, 2 * threads).mapToObj(number -> prefix + "-" + number).toList();
  }
}
