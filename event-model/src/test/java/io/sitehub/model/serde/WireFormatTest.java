package io.sitehub.model.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sitehub.model.event.GateEntered;
import io.sitehub.model.event.IdentificationMethod;
import io.sitehub.model.event.QueueJoined;
import io.sitehub.model.event.VehicleIdentified;
import io.sitehub.model.event.WeighingPass;
import io.sitehub.model.event.WeighingRecorded;
import io.sitehub.model.registry.CachingSchemaRegistry;
import io.sitehub.model.registry.Compatibility;
import io.sitehub.model.registry.CompatibilityCheck;
import io.sitehub.model.registry.RegistryException;
import io.sitehub.model.registry.RegistryFailure;
import io.sitehub.model.registry.RegistryResult;
import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.registry.memory.InMemoryRegistry;
import io.sitehub.model.serde.DecodeResult.Decoded;
import io.sitehub.model.serde.DecodeResult.Undecodable;
import io.sitehub.model.topic.TopicCatalogue;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class WireFormatTest {

  private final InMemoryRegistry registry = new InMemoryRegistry();
  private final RecordWriter<SpecificRecord> writer =
      new RecordWriter<>(registry, TopicCatalogue.EVENTS);
  private final RecordReader<SpecificRecord> reader = RecordReader.ofEvents(registry);

  @Test
  void bytesAreThoseOfConfluentsSerializer() {
    // Given: id 0x01020304, queue "Q1" and priority 5, both non-null
    SchemaRegistry fixed = new FixedRegistry(0x01020304);
    RecordWriter<QueueJoined> golden = new RecordWriter<>(fixed, TopicCatalogue.EVENTS);
    QueueJoined joined = QueueJoined.newBuilder().setQueueId("Q1").setPriority(5).build();

    // When
    byte[] bytes = golden.write(joined);

    // Then: magic, id big-endian, string length 2 as zigzag 4, "Q1", 5 as zigzag 10
    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo("00" + "01020304" + "04" + "5131" + "0a");
  }

  @Test
  void whatIsWrittenIsRead() {
    // Given
    WeighingRecorded weighing = weighing();

    // When
    byte[] bytes = writer.write(weighing);

    // Then
    assertThat(reader.read(bytes)).isEqualTo(new Decoded<SpecificRecord>(weighing, 1));
  }

  @Test
  void serializersPassTombstonesOn() {
    // Given
    RecordSerializer<SpecificRecord> serializer = new RecordSerializer<>(writer);
    RecordDeserializer<SpecificRecord> deserializer = new RecordDeserializer<>(reader);

    // When // Then
    assertThat(serializer.serialize("any", null)).isNull();
    assertThat(deserializer.deserialize("any", null)).isNull();
    assertThat(deserializer.deserialize("any", serializer.serialize("any", weighing())))
        .isEqualTo(weighing());
    assertThatThrownBy(() -> deserializer.deserialize("any", new byte[] {1, 2, 3, 4, 5}))
        .isInstanceOfSatisfying(
            UndecodableException.class,
            e -> assertThat(e.failure()).isEqualTo(new DecodeFailure.WrongMagic((byte) 1)));
  }

  @Test
  void everyKindOfUndecodableBytesIsNamed() {
    // Given
    byte[] good = writer.write(weighing());
    RecordReader<GateEntered> gates = RecordReader.of(registry, GateEntered.class);

    // When // Then
    assertThat(reader.read(null)).isEqualTo(failure(new DecodeFailure.NoValue()));
    assertThat(reader.read(new byte[4])).isEqualTo(failure(new DecodeFailure.TooShort(4)));
    assertThat(reader.read(new byte[] {7, 0, 0, 0, 1}))
        .isEqualTo(failure(new DecodeFailure.WrongMagic((byte) 7)));
    assertThat(reader.read(new byte[] {0, 0, 0, 1, 0}))
        .isEqualTo(failure(new DecodeFailure.UnknownSchema(256)));
    assertThat(gates.read(good))
        .isEqualTo(
            failure(new DecodeFailure.UnexpectedRecord("io.sitehub.model.event.WeighingRecorded")));
    assertThat(reader.read(Arrays.copyOf(good, good.length - 1)))
        .isInstanceOfSatisfying(
            Undecodable.class,
            result -> assertThat(result.failure()).isInstanceOf(DecodeFailure.CorruptBody.class));
    assertThat(reader.read(Arrays.copyOf(good, good.length + 1)))
        .isEqualTo(failure(new DecodeFailure.CorruptBody(1, "there are bytes after its end")));
  }

  @Test
  void corruptBodiesNeitherThrowNorAllocateWhatTheyClaim() {
    // Given
    byte[] good = writer.write(weighing());
    Random random = new Random(42);

    for (int i = 0; i < 20_000; i++) {
      // When
      byte[] bad = good.clone();
      for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
        bad[5 + random.nextInt(bad.length - 5)] = (byte) random.nextInt(256);
      }

      // Then: some record or a failure, and no exception or error
      assertThat(reader.read(bad)).isNotNull();
    }
    // A string that claims two gigabytes.
    assertThat(reader.read(HexFormat.of().parseHex("00" + "00000001" + "feffffff0f")))
        .isInstanceOf(Undecodable.class);
  }

  @Test
  void aRegistryThatIsDownIsNoFaultOfTheBytesAndDoesNotHurtWhatIsWarm() {
    // Given
    byte[] warm = writer.write(weighing());
    byte[] cold =
        writer.write(
            VehicleIdentified.newBuilder()
                .setTractorPlate("AB-123-CD")
                .setMethod(IdentificationMethod.ANPR)
                .build());
    DownableRegistry server = new DownableRegistry(registry);
    RecordReader<SpecificRecord> guarded = RecordReader.ofEvents(new CachingSchemaRegistry(server));
    RecordWriter<SpecificRecord> guardedWriter =
        new RecordWriter<>(new CachingSchemaRegistry(server), TopicCatalogue.EVENTS);
    guarded.read(warm);
    guardedWriter.write(weighing());

    // When
    server.down = true;

    // Then
    assertThat(guarded.read(warm)).isInstanceOf(Decoded.class);
    assertThat(guardedWriter.write(weighing())).isEqualTo(warm);
    assertThat(guarded.read(cold))
        .isInstanceOfSatisfying(
            Undecodable.class,
            result -> assertThat(((DecodeFailure) result.failure()).retryable()).isTrue());
    assertThatThrownBy(() -> guardedWriter.write(new GateEntered("G1")))
        .isInstanceOf(RegistryException.class);

    // When it is back, what failed works
    server.down = false;

    // Then
    assertThat(guarded.read(cold)).isInstanceOf(Decoded.class);
    assertThat(guardedWriter.write(new GateEntered("G1"))).isNotEmpty();
  }

  private static <T> Undecodable<T> failure(DecodeFailure failure) {
    return new Undecodable<>(failure);
  }

  static WeighingRecorded weighing() {
    return WeighingRecorded.newBuilder()
        .setWeighingId("W-1")
        .setPass(WeighingPass.FIRST)
        .setScaleId("scale-1")
        .setGrossKg(38_420)
        .setLegalForTrade(true)
        .setStable(true)
        .setAxleKg(List.of(7_200, 11_400, 9_900, 9_920))
        .build();
  }

  /** Gives every schema the same id. */
  private record FixedRegistry(int id) implements SchemaRegistry {
    @Override
    public RegistryResult<Integer> register(String subject, Schema schema) {
      return new RegistryResult.Answer<>(id);
    }

    @Override
    public RegistryResult<Schema> schemaById(int unused) {
      throw new AssertionError("not asked here");
    }

    @Override
    public RegistryResult<CompatibilityCheck> check(String subject, Schema schema) {
      throw new AssertionError("not asked here");
    }

    @Override
    public RegistryResult<Compatibility> compatibility() {
      throw new AssertionError("not asked here");
    }

    @Override
    public RegistryResult<Compatibility> setCompatibility(Compatibility level) {
      throw new AssertionError("not asked here");
    }
  }

  /** A registry that can be switched off. */
  private static final class DownableRegistry implements SchemaRegistry {
    private final SchemaRegistry server;
    private boolean down;

    DownableRegistry(SchemaRegistry server) {
      this.server = server;
    }

    private <T> RegistryResult<T> orDown(RegistryResult<T> answer) {
      return down
          ? new RegistryResult.Failed<>(new RegistryFailure.Unavailable("down", 1))
          : answer;
    }

    @Override
    public RegistryResult<Integer> register(String subject, Schema schema) {
      return orDown(server.register(subject, schema));
    }

    @Override
    public RegistryResult<Schema> schemaById(int id) {
      return orDown(server.schemaById(id));
    }

    @Override
    public RegistryResult<CompatibilityCheck> check(String subject, Schema schema) {
      return orDown(server.check(subject, schema));
    }

    @Override
    public RegistryResult<Compatibility> compatibility() {
      return orDown(server.compatibility());
    }

    @Override
    public RegistryResult<Compatibility> setCompatibility(Compatibility level) {
      return orDown(server.setCompatibility(level));
    }
  }
}
