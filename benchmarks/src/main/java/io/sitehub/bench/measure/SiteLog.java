package io.sitehub.bench.measure;

import io.sitehub.bench.site.BenchSite;
import io.sitehub.cli.simulate.Delivery;
import io.sitehub.cli.simulate.PlannedEvent;
import io.sitehub.cli.simulate.SimulationPlan;
import io.sitehub.model.catalogue.EventType;
import io.sitehub.model.cloudevent.CloudEventHeaders;
import io.sitehub.model.cloudevent.EventAttributes;
import io.sitehub.model.cloudevent.EventName;
import io.sitehub.model.json.JsonToAvro;
import io.sitehub.model.json.JsonToAvro.RecordRead;
import io.sitehub.model.registry.RegistrySettings;
import io.sitehub.model.registry.RestSchemaRegistry;
import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.serde.RecordWriter;
import io.sitehub.model.topic.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Fills the log with simulated days faster than terminals could: the records are those that a
 * gateway would write, repeats included, each site in its order.
 */
final class SiteLog {
  private SiteLog() {}

  /**
   * Writes every sending of the plan and waits until all are acknowledged.
   *
   * @return how many records that makes in the log
   * @throws IllegalStateException if one is not acknowledged
   */
  static long fill(SimulationPlan plan, BenchSite site) {
    List<Delivery> deliveries = plan.deliveries();
    SchemaRegistry registry =
        RestSchemaRegistry.cached(RegistrySettings.of(List.of(site.registry())));
    RecordWriter<SpecificRecord> writer = new RecordWriter<>(registry, TopicCatalogue.EVENTS);
    writer.ids().register(EventType.all().stream().map(EventType::schema).toList());
    AtomicReference<Exception> failure = new AtomicReference<>();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                site.bootstrapServers(),
                "acks",
                "all",
                "compression.type",
                "lz4",
                "linger.ms",
                "5",
                "batch.size",
                "65536"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (Delivery delivery : deliveries) {
        producer.send(
            record(delivery.event(), writer),
            (metadata, failed) -> {
              if (failed != null) {
                failure.compareAndSet(null, failed);
              }
            });
      }
    }
    if (failure.get() != null) {
      throw new IllegalStateException("the log could not be filled", failure.get());
    }
    return deliveries.size();
  }

  private static ProducerRecord<byte[], byte[]> record(
      PlannedEvent event, RecordWriter<SpecificRecord> writer) {
    EventType type = EventType.byName(event.type()).orElseThrow();
    byte[] json = event.data().toString().getBytes(StandardCharsets.UTF_8);
    if (!(JsonToAvro.of(type).read(json) instanceof RecordRead.Valid(SpecificRecord data))) {
      throw new IllegalStateException("a simulated event is invalid: " + event);
    }
    RecordHeaders headers = new RecordHeaders();
    CloudEventHeaders.write(
        new EventAttributes(
            new EventName(event.terminal().source(), event.id()),
            type,
            event.terminal().siteId(),
            event.visitId(),
            event.time(),
            event.deviceseq(),
            event.actor(),
            null,
            null),
        headers);
    byte[] key = event.terminal().siteId().getBytes(StandardCharsets.UTF_8);
    return new ProducerRecord<>(
        TopicCatalogue.EVENTS.name(), null, key, writer.write(data), headers);
  }
}
