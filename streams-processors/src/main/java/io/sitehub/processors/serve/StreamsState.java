package io.sitehub.processors.serve;

import io.sitehub.model.topic.TopicCatalogue;
import io.sitehub.processors.state.Table;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The local state of a Kafka Streams client. */
public final class StreamsState implements LocalState {

  private final Supplier<KafkaStreams> client;

  /**
   * The state of a client.
   *
   * @param client gives it, or throws an {@link IllegalStateException} before it is started
   */
  public StreamsState(Supplier<KafkaStreams> client) {
    this.client = client;
  }

  @Override
  public Map<Integer, Role> roles() {
    Map<Integer, Role> roles = new TreeMap<>();
    for (ThreadMetadata thread : client.get().metadataForLocalThreads()) {
      for (TaskMetadata task : thread.standbyTasks()) {
        roles.putIfAbsent(task.taskId().partition(), Role.STANDBY);
      }
      for (TaskMetadata task : thread.activeTasks()) {
        roles.put(task.taskId().partition(), Role.ACTIVE);
      }
    }
    return roles;
  }

  @Override
  public boolean isRunning() {
    return client.get().state() == KafkaStreams.State.RUNNING;
  }

  @Override
  public ReadOnlyKeyValueStore<Bytes, byte[]> store(int partition) {
    return client
        .get()
        .store(
            StoreQueryParameters.fromNameAndType(
                    Table.STORE, QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
                .withPartition(partition)
                .enableStaleStores());
  }

  @Override
  public List<Holder> holders() {
    return client.get().metadataForAllStreamsClients().stream()
        .map(client ->
            new Holder(
                client.host() + ":" + client.port(),
                partitions(client.topicPartitions()),
                partitions(client.standbyTopicPartitions())))
        .toList();
  }

  @Override
  public String state() {
    return client.get().state().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Set<Integer> partitions(Set<TopicPartition> held) {
    Set<Integer> partitions = new TreeSet<>();
    for (TopicPartition partition : held) {
      if (partition.topic().equals(TopicCatalogue.EVENTS.name())) {
        partitions.add(partition.partition());
      }
    }
    return partitions;
  }
}
