package io.sitehub.model.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.avro.AvroBuffer;
import io.sitehub.model.event.QueueJoined;
import io.sitehub.model.event.RejectionCause;
import io.sitehub.model.event.WeighingRejected;
import io.sitehub.model.registry.memory.InMemoryRegistry;
import io.sitehub.model.serde.DecodeResult.Decoded;
import io.sitehub.model.topic.TopicCatalogue;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** What other releases wrote, past or future, is read as the current schema has it. */
class SchemaEvolutionReadTest {

  private final InMemoryRegistry registry = new InMemoryRegistry();
  private final RecordReader<SpecificRecord> reader = RecordReader.ofEvents(registry);

  @Test
  void aFieldTheWriterDidNotHaveGetsItsDefault() throws IOException {
    // Given
    Schema older =
        new Schema.Parser()
            .parse(
                """
                {"type":"record","name":"QueueJoined","namespace":"io.sitehub.model.event",
                 "fields":[{"name":"queueId","type":"string"}]}
                """);
    GenericRecord written = new GenericRecordBuilder(older).set("queueId", "Q").build();

    // When // Then
    assertThat(reader.read(write(written)))
        .isEqualTo(new Decoded<SpecificRecord>(new QueueJoined("Q", 0), 1));
  }

  @Test
  void aFieldTheReaderDoesNotHaveIsSkippedAndANewSymbolIsUnspecified() throws IOException {
    // Given
    Schema newer =
        new Schema.Parser()
            .parse(
                """
                {"type":"record","name":"WeighingRejected","namespace":"io.sitehub.model.event",
                 "fields":[{"name":"extra","type":["null","long"],"default":null},
                  {"name":"scaleId","type":"string"},
                  {"name":"cause","type":{"type":"enum","name":"RejectionCause",
                    "symbols":["UNSPECIFIED","NEW_CAUSE"],"default":"UNSPECIFIED"}}]}
                """);
    GenericRecord written =
        new GenericRecordBuilder(newer)
            .set("extra", 5L)
            .set("scaleId", "s1")
            .set("cause", new GenericData.EnumSymbol(newer.getField("cause").schema(), "NEW_CAUSE"))
            .build();

    // When // Then
    assertThat(reader.read(write(written)))
        .isEqualTo(
            new Decoded<SpecificRecord>(new WeighingRejected("s1", RejectionCause.UNSPECIFIED), 1));
  }

  private byte[] write(GenericRecord record) throws IOException {
    Schema schema = record.getSchema();
    int id =
        registry.register(TopicCatalogue.EVENTS.subject(schema.getFullName()), schema).orThrow();
    AvroBuffer out = new AvroBuffer(0);
    WireFormat.putPrefix(id, out);
    new GenericDatumWriter<GenericRecord>(schema).write(record, out);
    return out.toByteArray();
  }
}
