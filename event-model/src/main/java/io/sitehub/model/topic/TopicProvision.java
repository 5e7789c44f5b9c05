package io.sitehub.model.topic;

import java.util.List;

/** What provisioning found or did for one topic. */
public sealed interface TopicProvision {

  /** The topic. */
  Topic topic();

  /** It was missing and was made as declared. */
  record Created(Topic topic) implements TopicProvision {}

  /** It was there, as declared. */
  record AsDeclared(Topic topic) implements TopicProvision {}

  /**
   * It was there and differs. Nothing was changed: whether to change the topic or the declaration
   * is for a person to decide.
   *
   * @param differences what differs, sorted by setting; never empty
   */
  record Differs(Topic topic, List<Difference> differences) implements TopicProvision {}

  /** It was missing and was not to be made: only {@link TopicProvisioner#inspect} gives this. */
  record Missing(Topic topic) implements TopicProvision {}

  /**
   * One setting of an existing topic that is not as declared.
   *
   * @param setting {@code partitions}, {@code replication.factor}, or Kafka's name of the setting
   * @param declared what it should be
   * @param actual what it is
   */
  record Difference(String setting, String declared, String actual) {
    @Override
    public String toString() {
      return setting + " should be " + declared + " but is " + actual;
    }
  }
}
