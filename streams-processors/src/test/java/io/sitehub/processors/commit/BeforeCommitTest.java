package io.sitehub.processors.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sitehub.processors.commit.BeforeCommit.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Holds what {@link BeforeCommit} rests on in Streams, which does not promise it. */
class BeforeCommitTest {

  private final List<String> done = new ArrayList<>();
  private final List<TopologyTestDriver> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(TopologyTestDriver::close);
  }

  @Test
  void isRunByACommitInTheOrderOfItsStepsNotOfTheStages() {
    // Given
    TopologyTestDriver driver =
        open(
            stage -> stage.beforeCommit(Step.PROGRESS, () -> done.add("progress")),
            stage -> stage.beforeCommit(Step.VISITS, () -> done.add("visits")));

    // When
    publish(driver);

    // Then
    assertThat(done).containsExactly("visits", "progress");
  }

  @Test
  void letsAStageForwardToItsChildren() {
    // Given
    TopologyTestDriver driver =
        open(
            stage -> stage.beforeCommit(Step.VISITS, () -> stage.forward("gathered")),
            stage -> stage.onRecord(record -> stage.forward(record.value() + " passed on")));

    // When
    publish(driver);

    // Then
    assertThat(written(driver)).containsExactly("gathered passed on");
  }

  @Test
  void canBeRunBetweenCommitsAndComesBackToTheStageAtHand() {
    // Given
    TopologyTestDriver driver =
        open(
            stage -> stage.beforeCommit(Step.VISITS, () -> stage.forward("gathered")),
            stage -> {
              stage.onRecord(record -> done.add(record.value()));
              stage.everySecond(() -> {
                stage.runBeforeCommit();
                stage.forward("looked");
              });
            });

    // When
    driver.advanceWallClockTime(Duration.ofSeconds(1));

    // Then
    assertThat(done).contains("gathered");
    assertThat(written(driver)).containsExactly("looked");
  }

  @Test
  void tellsOfACommitAndNotOfBeingRunBetweenTwo() {
    // Given
    TopologyTestDriver driver =
        open(
            stage -> {
              stage.atCommit(() -> done.add("commit"));
              stage.beforeCommit(Step.PROGRESS, () -> done.add("progress"));
              stage.onRecord(record -> {
                stage.runBeforeCommit();
                done.add("looked");
              });
            },
            stage -> {});

    // When
    publish(driver);

    // Then
    assertThat(done).containsExactly("progress", "looked", "progress", "commit");
  }

  @Test
  void failsTheTaskWhenItFails() {
    // Given
    TopologyTestDriver driver =
        open(
            stage ->
                stage.beforeCommit(
                    Step.CELLS,
                    () -> {
                      throw new IllegalStateException("no room");
                    }),
            stage -> {});

    // When, then
    assertThatThrownBy(() -> publish(driver)).hasRootCauseMessage("no room");
    opened.clear(); // its task cannot be closed in order
  }

  /** Two stages, the second of which writes to a topic. */
  private TopologyTestDriver open(Consumer<Stage> first, Consumer<Stage> second) {
    Topology topology =
        new Topology()
            .addSource("read", new StringDeserializer(), new StringDeserializer(), "in")
            .addProcessor("first", () -> new Stage(first), "read")
            .addProcessor("second", () -> new Stage(second), "first")
            .addStateStore(BeforeCommit.builder(), "first", "second")
            .addSink("write", "out", new StringSerializer(), new StringSerializer(), "second");
    Properties properties = new Properties();
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
    TopologyTestDriver driver = new TopologyTestDriver(topology, properties);
    opened.add(driver);
    return driver;
  }

  private static void publish(TopologyTestDriver driver) {
    driver
        .createInputTopic("in", new StringSerializer(), new StringSerializer())
        .pipeInput("truck", "1");
  }

  private static List<String> written(TopologyTestDriver driver) {
    return driver
        .createOutputTopic("out", new StringDeserializer(), new StringDeserializer())
        .readValuesToList();
  }

  private static final class Stage extends ContextualProcessor<String, String, String, String> {
    private final Consumer<Stage> begin;
    private Consumer<Record<String, String>> onRecord = record -> {};

    Stage(Consumer<Stage> begin) {
      this.begin = begin;
    }

    @Override
    public void init(ProcessorContext<String, String> context) {
      super.init(context);
      begin.accept(this);
    }

    @Override
    public void process(Record<String, String> record) {
      onRecord.accept(record);
    }

    void onRecord(Consumer<Record<String, String>> action) {
      onRecord = action;
    }

    void beforeCommit(Step step, Runnable action) {
      BeforeCommit.of(context()).add(step, context(), action);
    }

    void atCommit(Runnable listener) {
      BeforeCommit.of(context()).atCommit(listener);
    }

    void runBeforeCommit() {
      BeforeCommit.of(context()).run();
    }

    void everySecond(Runnable action) {
      context()
          .schedule(Duration.ofSeconds(1), PunctuationType.WALL_CLOCK_TIME, now -> action.run());
    }

    void forward(String value) {
      context().forward(new Record<>("truck", value, 0));
    }
  }
}
