package io.sitehub.bench.measure;

import io.sitehub.processors.run.RocksDbMemory;
import io.sitehub.processors.run.StreamsSettings;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The least that an exactly-once topology with state can do: each record is put into one persistent
 * store and handed on. Runs with the settings of the processors, in a process of its own.
 */
public final class PassThrough {
  private static final String STORE = "last-record";
  private static final long ROCKSDB_BYTES = 48L << 20;

  private PassThrough() {}

  /** Arguments: application id, brokers, topic in, topic out, state directory, threads. */
  public static void main(String[] args) throws InterruptedException {
    try (RocksDbMemory memory = new RocksDbMemory(ROCKSDB_BYTES)) {
      StreamsConfig config =
          new StreamsSettings(
                  args[0],
                  "pass-through-1",
                  args[1],
                  "127.0.0.1:1",
                  Path.of(args[4]),
                  Integer.parseInt(args[5]),
                  0,
                  3,
                  2,
                  Map.of())
              .toStreamsConfig(memory);
      CountDownLatch stop = new CountDownLatch(1);
      try (KafkaStreams streams = new KafkaStreams(topology(args[2], args[3]), config)) {
        Runtime.getRuntime()
            .addShutdownHook(
                new Thread(() -> {
                  streams.close(Duration.ofSeconds(10));
                  stop.countDown();
                }));
        streams.start();
        stop.await();
      }
    }
  }

  static Topology topology(String in, String out) {
    return new Topology()
        .addSource("read", Serdes.ByteArray().deserializer(), Serdes.ByteArray().deserializer(), in)
        .addProcessor("keep", new KeepSupplier(), "read")
        .addSink(
            "write", out, Serdes.ByteArray().serializer(), Serdes.ByteArray().serializer(), "keep");
  }

  private static final class KeepSupplier
      implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {
    @Override
    public Processor<byte[], byte[], byte[], byte[]> get() {
      return new Keep();
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.of(
          Stores.keyValueStoreBuilder(
              Stores.persistentKeyValueStore(STORE), Serdes.Bytes(), Serdes.ByteArray()));
    }
  }

  private static final class Keep extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    @Override
    public void process(Record<byte[], byte[]> record) {
      KeyValueStore<Bytes, byte[]> store = context().getStateStore(STORE);
      store.put(key(record), record.value());
      context().forward(record);
    }

    /** The offset makes each key new, as the name of an event is. */
    private Bytes key(Record<byte[], byte[]> record) {
      long offset = context().recordMetadata().orElseThrow().offset();
      byte[] key =
          ByteBuffer.allocate(record.key().length + Long.BYTES)
              .put(record.key())
              .putLong(offset)
              .array();
      return Bytes.wrap(key);
    }
  }
}
