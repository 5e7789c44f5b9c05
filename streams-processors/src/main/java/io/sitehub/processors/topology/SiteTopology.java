package io.sitehub.processors.topology;

import static io.sitehub.processors.topology.NodeNames.APPLY_DIFFERENCE;
import static io.sitehub.processors.topology.NodeNames.APPLY_ORDER;
import static io.sitehub.processors.topology.NodeNames.APPLY_SETTING;
import static io.sitehub.processors.topology.NodeNames.CHECK_NAME;
import static io.sitehub.processors.topology.NodeNames.FOLD_EVENT;
import static io.sitehub.processors.topology.NodeNames.GATHER_CHANGES;
import static io.sitehub.processors.topology.NodeNames.ISSUE_TICKET;
import static io.sitehub.processors.topology.NodeNames.KEEP_VISIT;
import static io.sitehub.processors.topology.NodeNames.PARSE_RECORD;
import static io.sitehub.processors.topology.NodeNames.READ_EVENTS;
import static io.sitehub.processors.topology.NodeNames.READ_ORDERS;
import static io.sitehub.processors.topology.NodeNames.READ_SETTINGS;
import static io.sitehub.processors.topology.NodeNames.WATCH_SITE;

import io.sitehub.model.topic.TopicCatalogue;
import io.sitehub.processors.output.Output;
import io.sitehub.processors.output.OutputKey;
import io.sitehub.processors.state.Table;
import io.sitehub.processors.state.VisitsAtHand;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * How an event of the log becomes visits, tickets and KPIs. All that happens to a site happens in
 * one task, one event after the other, in the order of the log; what the site is told to be and
 * what the ERP says is to come there come into the same task. What a visit is and which ticket it
 * gets is known with each event; what follows from it is done once before each commit.
 *
 * <p>A committed description of the topology is held against it by a test: with another name of its
 * store all state is built anew, which needs a decision.
 */
public final class SiteTopology {

  /** No record may stop a site, not even one that claims to be from before 1970. */
  private static final TimestampExtractor NEVER_NEGATIVE =
      (record, newest) -> Math.max(0, record.timestamp());

  private SiteTopology() {}

  /** The settings of Streams without which the topology does not keep its promises. */
  public static Map<String, Object> requiredConfig() {
    return Map.of(
        StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
        StreamsConfig.EXACTLY_ONCE_V2,
        StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG,
        true);
  }

  /** Builds the topology. */
  public static Topology build(StreamsConfig config, Stages stages) {
    Topology topology =
        new Topology(new TopologyConfig(config))
            .addSource(
                AutoOffsetReset.earliest(),
                READ_EVENTS,
                NEVER_NEGATIVE,
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                TopicCatalogue.EVENTS.name())
            .addProcessor(PARSE_RECORD, stages::decode, READ_EVENTS)
            .addProcessor(CHECK_NAME, stages::deduplicate, PARSE_RECORD)
            .addProcessor(FOLD_EVENT, stages::visit, CHECK_NAME)
            .addSource(
                AutoOffsetReset.earliest(),
                READ_ORDERS,
                NEVER_NEGATIVE,
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                TopicCatalogue.ORDERS.name())
            .addProcessor(APPLY_ORDER, stages::order, READ_ORDERS)
            .addProcessor(ISSUE_TICKET, stages::ticket, FOLD_EVENT, APPLY_ORDER)
            .addProcessor(GATHER_CHANGES, stages::gather, ISSUE_TICKET)
            .addSource(
                AutoOffsetReset.earliest(),
                READ_SETTINGS,
                NEVER_NEGATIVE,
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                TopicCatalogue.CONFIGS.name())
            .addProcessor(APPLY_SETTING, stages::settings, READ_SETTINGS)
            .addProcessor(APPLY_DIFFERENCE, stages::kpi, GATHER_CHANGES, APPLY_SETTING)
            .addProcessor(KEEP_VISIT, stages::keep, APPLY_DIFFERENCE)
            .addProcessor(WATCH_SITE, stages::watch, CHECK_NAME, KEEP_VISIT, APPLY_SETTING)
            .addStateStore(
                state(),
                PARSE_RECORD,
                CHECK_NAME,
                FOLD_EVENT,
                APPLY_ORDER,
                ISSUE_TICKET,
                APPLY_SETTING,
                APPLY_DIFFERENCE,
                KEEP_VISIT,
                WATCH_SITE)
            .addStateStore(
                VisitsAtHand.builder(),
                FOLD_EVENT,
                APPLY_ORDER,
                GATHER_CHANGES,
                KEEP_VISIT,
                WATCH_SITE)
            .addStateStore(
                stages.beforeCommit(),
                PARSE_RECORD,
                APPLY_ORDER,
                GATHER_CHANGES,
                APPLY_DIFFERENCE,
                KEEP_VISIT,
                WATCH_SITE);
    write(
        topology,
        Output.DEAD_LETTERS,
        PARSE_RECORD,
        CHECK_NAME,
        FOLD_EVENT,
        APPLY_SETTING,
        APPLY_ORDER);
    write(topology, Output.ALERTS, WATCH_SITE);
    write(topology, Output.TICKETS, ISSUE_TICKET);
    write(topology, Output.KPIS, APPLY_DIFFERENCE);
    write(topology, Output.VISITS, KEEP_VISIT);
    return topology;
  }

  /**
   * Not cached: most keys are written once, and a cache of them was measured to cost more than what
   * it saves on the others. And so a standby sees changes in the order in which they were made.
   */
  private static StoreBuilder<KeyValueStore<Bytes, byte[]>> state() {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(Table.STORE), Serdes.Bytes(), Serdes.ByteArray())
        .withCachingDisabled();
  }

  private static void write(Topology topology, Output output, String... writers) {
    topology.addSink(
        output.node(),
        output.topic().name(),
        OutputKey.serializer(),
        new ByteArraySerializer(),
        OutputKey.partitioner(),
        writers);
  }
}
