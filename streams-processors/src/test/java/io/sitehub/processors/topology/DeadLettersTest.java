package io.sitehub.processors.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.cloudevent.CloudEventHeaders;
import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.event.ExceptionKind;
import io.sitehub.model.event.ExceptionRaised;
import io.sitehub.model.event.GateEntered;
import io.sitehub.model.event.GateExited;
import io.sitehub.model.event.RecordCorrected;
import io.sitehub.model.event.VisitAnnounced;
import io.sitehub.model.state.Visit;
import io.sitehub.model.topic.Topic;
import io.sitehub.processors.Truck;
import io.sitehub.processors.decode.DeadLetter;
import io.sitehub.processors.decode.DeadLetterReason;
import io.sitehub.processors.deduplicate.NameRegister;
import io.sitehub.processors.deduplicate.Placed;
import io.sitehub.processors.output.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersTest {

  @TempDir Path stateDirectory;
  private TopologyFixture topology;
  private final Truck truck = Truck.at("lyon-1", "v-1");

  @BeforeEach
  void open() {
    topology = new TopologyFixture(stateDirectory);
  }

  @AfterEach
  void close() {
    topology.close();
  }

  @Test
  void keepsTheRecordByteForByteAndSaysWhy() {
    // Given
    TestRecord<byte[], byte[]> good = topology.record(truck.entered());
    Headers headers = new RecordHeaders(good.headers());
    headers.add("mine", new byte[] {1, 2});
    topology.publish(truck.arrived());

    // When
    topology.publish(topology.record("lyon-1", new byte[] {9, 9, 9, 9, 9, 9}, headers));

    // Then
    TestRecord<byte[], byte[]> dead = topology.written(Output.DEAD_LETTERS).getFirst();
    assertThat(dead.key()).isEqualTo("lyon-1".getBytes(UTF_8));
    assertThat(dead.value()).isEqualTo(new byte[] {9, 9, 9, 9, 9, 9});
    List<Header> written = Arrays.asList(dead.headers().toArray());
    List<Header> original = Arrays.asList(headers.toArray());
    assertThat(written.subList(0, original.size())).isEqualTo(original);
    assertThat(text(dead, DeadLetter.STAGE)).isEqualTo("decode");
    assertThat(text(dead, DeadLetter.REASON)).isEqualTo("undecodable");
    assertThat(text(dead, DeadLetter.TOPIC)).isEqualTo("site.events.v1");
    assertThat(text(dead, DeadLetter.PARTITION)).isEqualTo("0");
    assertThat(text(dead, DeadLetter.OFFSET)).isEqualTo("1");
  }

  @Test
  void turnsAwayWhatIsNoEventOfThisSite() {
    assertDead("malformed-attributes", h -> h.remove(CloudEventHeaders.TIME));
    assertDead(
        "malformed-attributes",
        h -> h.remove(CloudEventHeaders.SOURCE).add(CloudEventHeaders.SOURCE, new byte[0]));
    assertDead("malformed-attributes", h -> h.remove(CloudEventHeaders.SUBJECT));
    assertDead("unknown-type", h -> replace(h, CloudEventHeaders.TYPE, "com.sitehub.new.one.v1"));
    assertDead("site-mismatch", h -> replace(h, CloudEventHeaders.SITE_ID, "paris-1"));
    assertDead(
        "type-mismatch", h -> replace(h, CloudEventHeaders.TYPE, "com.sitehub.gate.exited.v1"));
  }

  @Test
  void turnsAwayBytesThatAreNoRecord() {
    // Given
    TestRecord<byte[], byte[]> good = topology.record(truck.weighedIn(38_400));
    byte[] value = good.value();
    byte[] unknownSchema = value.clone();
    unknownSchema[1] = 127;

    // When
    topology.publish(topology.record("lyon-1", null, good.headers()));
    topology.publish(topology.record("lyon-1", new byte[] {0, 0}, good.headers()));
    topology.publish(topology.record("lyon-1", Arrays.copyOf(value, 9), good.headers()));
    topology.publish(
        topology.record("lyon-1", Arrays.copyOf(value, value.length + 1), good.headers()));
    topology.publish(topology.record("lyon-1", unknownSchema, good.headers()));
    topology.publish(topology.record(null, value, good.headers()));
    topology.publish(good);

    // Then
    assertThat(reasons())
        .containsExactly(
            "undecodable",
            "undecodable",
            "undecodable",
            "undecodable",
            "unknown-schema",
            "site-mismatch");
    assertThat(topology.visit("lyon-1/v-1").getEventCount()).isEqualTo(1);
  }

  @Test
  void ofARecordThatIsTooLargeOnlyTheHashIsKept() {
    // Given
    TestRecord<byte[], byte[]> good = topology.record(truck.entered());
    byte[] huge = new byte[DeadLetter.MAX_ORIGINAL_BYTES + 1];
    byte[] large = new byte[Topic.MAX_EVENT_BYTES + 1];
    Headers swollen = new RecordHeaders(good.headers()).add("mine", huge);

    // When
    topology.publish(topology.record("lyon-1", huge, good.headers()));
    topology.publish(topology.record("lyon-1", large, good.headers()));
    topology.publish(topology.record("lyon-1", good.value(), swollen));

    // Then
    List<TestRecord<byte[], byte[]>> dead = topology.written(Output.DEAD_LETTERS);
    assertThat(dead).extracting(each -> text(each, DeadLetter.REASON)).containsOnly("too-large");
    assertThat(dead.getFirst().value()).isNull();
    assertThat(text(dead.getFirst(), DeadLetter.VALUE_BYTES)).isEqualTo("" + huge.length);
    assertThat(text(dead.getFirst(), DeadLetter.VALUE_SHA256)).hasSize(64);
    assertThat(text(dead.getFirst(), CloudEventHeaders.SITE_ID)).isEqualTo("lyon-1");
    assertThat(dead.get(1).value()).isEqualTo(large);
    assertThat(dead.get(2).headers().lastHeader("mine")).isNull();
    assertThat(text(dead.get(2), DeadLetter.OFFSET)).isEqualTo("2");
  }

  @Test
  void aDetailIsShortAndWithoutValues() {
    // Given
    TestRecord<byte[], byte[]> good = topology.record(truck.entered());
    Headers headers = new RecordHeaders(good.headers());
    replace(headers, CloudEventHeaders.TYPE, "com.sitehub." + "x".repeat(10_000) + ".v1");

    // When
    topology.publish(topology.record("lyon-1", good.value(), headers));

    // Then
    assertThat(text(topology.written(Output.DEAD_LETTERS).getFirst(), DeadLetter.DETAIL))
        .hasSizeLessThanOrEqualTo(DeadLetter.MAX_DETAIL)
        .doesNotContain("xxx");
  }

  @Test
  void turnsAwayACorrectionOfItself() {
    // Given
    SiteEvent correction = truck.correction("c1", 90, truck.entered(), null);
    SiteEvent ofItself = truck.correction("c1", 90, correction, null);

    // When
    topology.publish(ofItself);

    // Then
    assertThat(reasons()).containsExactly("corrects-itself");
  }

  @Test
  void turnsAwayWhatAVisitCannotHold() {
    // Given
    for (int i = 0; i < Placed.MAX_EVENTS_PER_VISIT; i++) {
      topology.publish(truck.event("e" + i, i, new GateEntered("gate-1")));
    }

    // When
    topology.publish(truck.event("one-more", 0, new GateEntered("gate-1")));

    // Then
    assertThat(reasons()).containsExactly("visit-full");
    assertThat(topology.visit("lyon-1/v-1").getEventCount()).isEqualTo(Placed.MAX_EVENTS_PER_VISIT);
  }

  @Test
  void turnsAwayWhatWouldMakeAVisitTooLargeToWrite() {
    // Given
    String essay = "x".repeat(200_000);
    topology.publish(truck.arrived());
    for (int i = 0; i < 2; i++) {
      topology.publish(truck.event("e" + i, i, exception(essay)));
    }

    // When
    topology.publish(truck.event("one-more", 3, exception(essay)), truck.event("e4", 4, exited()));

    // Then
    assertThat(reasons()).containsExactly("visit-full");
    assertThat(topology.visit("lyon-1/v-1"))
        .returns(4, Visit::getEventCount)
        .satisfies(visit -> assertThat(visit.getExitedAt()).isNotNull());
  }

  @Test
  void whatAVisitIsBrokenDownByMakesNoCellTooLargeToWrite() {
    // Given
    String carrier = "c".repeat(200_000);
    topology.publish(truck.story().toArray(SiteEvent[]::new));

    // When
    topology.publish(
        truck.event("announced", -60, VisitAnnounced.newBuilder().setCarrier(carrier).build()));

    // Then
    assertThat(reasons()).isEmpty();
    assertThat(largestWritten()).isLessThan(Topic.MAX_DERIVED_BYTES);
  }

  @Test
  void aBoundedNumberOfCorrectionsWaitsHoweverTheyHangTogether() {
    // Given
    SiteEvent wrong = truck.weighedIn(38_400);
    SiteEvent first = truck.correction("c0", 100, wrong, null);
    List<SiteEvent> chain = new ArrayList<>(List.of(first));
    for (int i = 1; i < NameRegister.MAX_WAITING; i++) {
      chain.add(truck.correction("c" + i, 100 + i, i % 2 == 0 ? first : chain.getLast(), null));
    }
    chain.reversed().forEach(topology::publish);

    // When
    topology.publish(
        truck.correction("late-1", 1, wrong, null), truck.correction("late-2", 1, first, null));

    // Then
    assertThat(reasons()).containsExactly("too-many-waiting", "too-many-waiting");

    // When what they wait for comes, and one of them finds no room
    topology.publish(wrong);

    // Then
    assertThat(reasons()).containsExactly("visit-full");
    assertThat(topology.visit("lyon-1/v-1").getEventCount()).isEqualTo(Placed.MAX_EVENTS_PER_VISIT);
  }

  @Test
  void correctionsThatComeLateFindNoRoomInAFullVisit() {
    // Given
    SiteEvent wrong = truck.event("last", 700, new GateEntered("gate-1"));
    for (int i = 0; i < 3; i++) {
      topology.publish(truck.correction("c" + i, 900 + i, wrong, null));
    }
    for (int i = 2; i < Placed.MAX_EVENTS_PER_VISIT; i++) {
      topology.publish(truck.event("e" + i, i, new GateEntered("gate-1")));
    }

    // When
    topology.publish(wrong);

    // Then
    List<TestRecord<byte[], byte[]>> dead = topology.written(Output.DEAD_LETTERS);
    assertThat(dead)
        .extracting(each -> text(each, CloudEventHeaders.ID))
        .containsExactly("v-1-c1", "v-1-c2");
    assertThat(dead).extracting(each -> text(each, DeadLetter.REASON)).containsOnly("visit-full");
    assertThat(dead).extracting(each -> text(each, DeadLetter.OFFSET)).containsExactly("1", "2");
  }

  @Test
  void turnsAwayACorrectionOfWhatCannotBe() {
    topology.publish(
        truck.event(
            "c1", 90, new RecordCorrected("s".repeat(300), "x", "r", null, null, null, null)));
    assertThat(reasons()).containsExactly("impossible-target");
  }

  private static SpecificRecord exception(String detail) {
    return new ExceptionRaised(ExceptionKind.DISPUTE, detail);
  }

  private static SpecificRecord exited() {
    return new GateExited("gate-1");
  }

  private int largestWritten() {
    return Stream.of(Output.VISITS, Output.TICKETS, Output.KPIS)
        .flatMap(output -> topology.written(output).stream())
        .mapToInt(each -> each.key().length + (each.value() == null ? 0 : each.value().length))
        .max()
        .orElseThrow();
  }

  @Test
  void everyReasonIsDocumented() throws IOException {
    // Given
    List<String> rows =
        Files.readAllLines(Path.of("../docs/dead-letters.md")).stream()
            .filter(line -> line.matches("\\| `(decode|deduplicate|visit|settings|order)` .*"))
            .toList();

    // Then
    assertThat(rows)
        .extracting(row -> row.split("`")[1] + " " + row.split("`")[3])
        .containsExactlyElementsOf(
            Arrays.stream(DeadLetterReason.values())
                .map(reason -> reason.stage().code() + " " + reason.code())
                .toList());
    assertThat(Files.readString(Path.of("../docs/alerts.md"))).contains("| `event-name-reuse` |");
  }

  private void assertDead(String reason, Consumer<Headers> damage) {
    TestRecord<byte[], byte[]> good = topology.record(truck.entered());
    Headers headers = new RecordHeaders(good.headers());
    damage.accept(headers);
    topology.publish(topology.record("lyon-1", good.value(), headers));
    assertThat(reasons()).containsExactly(reason);
    assertThat(topology.written(Output.VISITS)).isEmpty();
  }

  private static void replace(Headers headers, String name, String value) {
    headers.remove(name).add(name, value.getBytes(UTF_8));
  }

  private List<String> reasons() {
    return topology.written(Output.DEAD_LETTERS).stream()
        .map(dead -> text(dead, DeadLetter.REASON))
        .toList();
  }

  private static String text(TestRecord<byte[], byte[]> record, String header) {
    return new String(record.headers().lastHeader(header).value(), UTF_8);
  }
}
