package io.sitehub.processors.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.registry.CachingSchemaRegistry;
import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.registry.memory.InMemoryRegistry;
import io.sitehub.model.serde.RecordWriter;
import io.sitehub.model.topic.TopicCatalogue;
import io.sitehub.processors.state.StoredEvent;
import io.sitehub.processors.state.Visits;
import io.sitehub.processors.visit.RandomHistory;
import io.sitehub.processors.visit.VisitFold;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A visit is never larger than what its events may have made it grow by. */
class VisitGrowthPropertyTest {
  private static final int RUNS = 200;
  private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

  private final SchemaRegistry registry = new CachingSchemaRegistry(new InMemoryRegistry());
  private final RecordWriter<SpecificRecord> writer =
      new RecordWriter<>(registry, TopicCatalogue.EVENTS);
  private final Visits.Codec visits = new Visits.Codec(registry);
  private final VisitFold fold = new VisitFold();

  static LongStream seeds() {
    Long given = Long.getLong("sitehub.seed");
    return given == null ? new Random().longs(RUNS) : LongStream.of(given);
  }

  @ParameterizedTest(name = "-Dsitehub.seed={0}")
  @MethodSource("seeds")
  void holdsWhateverHappens(long seed) {
    // Given
    RandomHistory histories = new RandomHistory("lyon-1", seed);
    List<SiteEvent> events = histories.shuffledWithRepeats(histories.visit("v-1", START));
    List<SiteEvent> come = new ArrayList<>();
    long most = 0;

    for (SiteEvent event : events) {
      // When
      come.add(event);
      most +=
          VisitGrowth.mostBytes(
              new StoredEvent(event, come.size(), START, writer.write(event.data())));

      // Then
      assertThat(visits.encode(fold.fold("lyon-1", "v-1", come)).length)
          .isLessThanOrEqualTo((int) most);
    }
  }
}
