package io.sitehub.model.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.sitehub.model.avro.AvroBuffer;
import io.sitehub.model.catalogue.EventType;
import io.sitehub.model.event.DeviceStatus;
import io.sitehub.model.event.FineWeight;
import io.sitehub.model.event.GateEntered;
import io.sitehub.model.event.HandlingCompleted;
import io.sitehub.model.event.QueueJoined;
import io.sitehub.model.event.RecordCorrected;
import io.sitehub.model.event.TareMode;
import io.sitehub.model.event.VehicleIdentified;
import io.sitehub.model.event.WeighingPass;
import io.sitehub.model.event.WeighingRecorded;
import io.sitehub.model.event.WeightUnit;
import io.sitehub.model.json.JsonToAvro.RecordRead;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonToAvroTest {

  private static final String WEIGHING =
      """
      {"weighingId":"W-1","pass":"first","scaleId":"s1","grossKg":38420,"legalForTrade":true,
       "stable":true%s}\
      """;

  @Test
  void everyKindOfFieldIsRead() {
    // Given
    String json =
        WEIGHING.formatted(
            """
            ,"grossFine":{"value":38420.125,"unit":"kg"},"tareMode":"preset","axleKg":[1,2],
            "occupiedFrom":"2026-03-01T10:30:00.1239+01:00"\
            """);

    // When
    SpecificRecord record = valid(WeighingRecorded.class, json);

    // Then
    assertThat(record)
        .isEqualTo(
            WeighingRecorded.newBuilder()
                .setWeighingId("W-1")
                .setPass(WeighingPass.FIRST)
                .setScaleId("s1")
                .setGrossKg(38_420)
                .setGrossFine(new FineWeight(new BigDecimal("38420.125"), WeightUnit.KG))
                .setTareMode(TareMode.PRESET)
                .setLegalForTrade(true)
                .setStable(true)
                .setAxleKg(List.of(1, 2))
                .setOccupiedFrom(Instant.parse("2026-03-01T09:30:00.123Z"))
                .build());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("violations")
  void everyRuleIsHeld(String json, Class<? extends SpecificRecord> type, String expected) {
    assertThat(violations(type, json)).extracting(JsonToAvroTest::brief).containsExactly(expected);
  }

  @Test
  void theItemsOfAnArrayHaveRulesOfTheirOwn() {
    // Given
    String longest = "S".repeat(64);

    // When
    List<Violation> violations =
        violations(
            HandlingCompleted.class,
            "{\"stationId\":\"s1\",\"seals\":[\"" + longest + "S\",\"" + longest + "\",\"\"]}");

    // Then
    assertThat(violations)
        .extracting(JsonToAvroTest::brief)
        .containsExactly("/seals/0 max-length", "/seals/2 min-length");
    assertThat(
            violations(DeviceStatus.class, "{\"online\":true,\"faults\":[\"" + longest + "F\"]}"))
        .extracting(JsonToAvroTest::brief)
        .containsExactly("/faults/0 max-length");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e99999999999", "1E+2147483648", "1.5e99999999999"})
  void aNumberBeyondEveryDecimalIsTooLarge(String number) {
    // Given
    String whole = WEIGHING.formatted("").replace("38420", number);
    String decimal =
        WEIGHING.formatted(",\"grossFine\":{\"value\":" + number + ",\"unit\":\"kg\"}");

    // When // Then
    assertThat(violations(WeighingRecorded.class, whole))
        .extracting(JsonToAvroTest::brief)
        .containsExactly("/grossKg maximum");
    assertThat(violations(WeighingRecorded.class, whole.replace(number, "-" + number)))
        .extracting(JsonToAvroTest::brief)
        .containsExactly("/grossKg minimum");
    assertThat(violations(WeighingRecorded.class, decimal))
        .extracting(JsonToAvroTest::brief)
        .containsExactly("/grossFine/value maximum");
  }

  @Test
  void aNumberThatIsNextToNothingIsNotWhole() {
    assertThat(
            violations(
                WeighingRecorded.class, WEIGHING.formatted("").replace("38420", "1e-99999999999")))
        .extracting(JsonToAvroTest::brief)
        .containsExactly("/grossKg integral");
  }

  static Stream<Object[]> violations() {
    return Stream.of(
        weighing(",\"axelKg\":[]", "/axelKg unknown-field"),
        weighing(",\"a/b~c\":{\"x\":[1]}", "/a~1b~0c unknown-field"),
        weighing(",\"grossKg\":1", "/grossKg duplicate-member"),
        weighing(",\"tareKg\":\"12\"", "/tareKg type"),
        weighing(",\"tareKg\":true", "/tareKg type"),
        weighing(",\"tareKg\":[]", "/tareKg type"),
        weighing(",\"tareKg\":1.5", "/tareKg integral"),
        weighing(",\"tareKg\":-1", "/tareKg minimum"),
        weighing(",\"tareKg\":200001", "/tareKg maximum"),
        weighing(",\"tareKg\":99999999999999999999999", "/tareKg maximum"),
        weighing(",\"tareKg\":-99999999999999999999999", "/tareKg minimum"),
        weighing(",\"tareKg\":1e999999999", "/tareKg maximum"),
        weighing(",\"tareKg\":1e-999999999", "/tareKg integral"),
        weighing(",\"tareKg\":9223372036854775808.0", "/tareKg maximum"),
        weighing(",\"manual\":\"true\"", "/manual type"),
        weighing(",\"manual\":0", "/manual type"),
        weighing(",\"tareMode\":\"unspecified\"", "/tareMode enum"),
        weighing(",\"tareMode\":\"PRESET\"", "/tareMode enum"),
        weighing(",\"tareMode\":3", "/tareMode type"),
        weighing(",\"alibiId\":\"" + "x".repeat(65) + "\"", "/alibiId max-length"),
        weighing(",\"alibiId\":\"a\\u0000b\"", "/alibiId control-character"),
        weighing(",\"alibiId\":\"a\\nb\"", "/alibiId control-character"),
        weighing(",\"alibiId\":\"\\u0085\"", "/alibiId control-character"),
        weighing(",\"alibiId\":\"\\ud83d\"", "/alibiId surrogate"),
        weighing(",\"alibiId\":\"\\ude00\\ud83d\"", "/alibiId surrogate"),
        weighing(",\"alibiId\":5", "/alibiId type"),
        weighing(",\"axleKg\":{}", "/axleKg type"),
        weighing(",\"axleKg\":[1,null]", "/axleKg/1 type"),
        weighing(",\"axleKg\":[1,2,\"3\"]", "/axleKg/2 type"),
        weighing(",\"axleKg\":[" + "1,".repeat(16) + "1]", "/axleKg max-items"),
        weighing(",\"axleKg\":[2147483648]", "/axleKg/0 maximum"),
        weighing(",\"axleKg\":[200001]", "/axleKg/0 maximum"),
        weighing(",\"axleKg\":[1,-1]", "/axleKg/1 minimum"),
        weighing(",\"occupiedTo\":\"2026-03-01\"", "/occupiedTo date-time"),
        weighing(",\"occupiedTo\":\"2026-02-29T10:00:00Z\"", "/occupiedTo date-time"),
        weighing(",\"occupiedTo\":\"2026-03-01T10:00:00\"", "/occupiedTo date-time"),
        weighing(",\"occupiedTo\":\"" + "2".repeat(99) + "\"", "/occupiedTo date-time"),
        weighing(",\"occupiedTo\":1772357400000", "/occupiedTo type"),
        weighing(
            ",\"grossFine\":{\"value\":1.2345,\"unit\":\"kg\"}", "/grossFine/value decimal-places"),
        weighing(
            ",\"grossFine\":{\"value\":1e-400000,\"unit\":\"kg\"}",
            "/grossFine/value decimal-places"),
        weighing(",\"grossFine\":{\"value\":1e12,\"unit\":\"kg\"}", "/grossFine/value maximum"),
        weighing(
            ",\"grossFine\":{\"value\":1e999999999,\"unit\":\"kg\"}", "/grossFine/value maximum"),
        weighing(",\"grossFine\":{\"value\":-0.001,\"unit\":\"kg\"}", "/grossFine/value minimum"),
        weighing(",\"grossFine\":{\"value\":\"1\",\"unit\":\"kg\"}", "/grossFine/value type"),
        weighing(",\"grossFine\":{\"value\":1}", "/grossFine/unit required"),
        weighing(",\"grossFine\":{\"value\":1,\"unit\":null}", "/grossFine/unit required"),
        weighing(",\"grossFine\":7", "/grossFine type"),
        of("{}", QueueJoined.class, "/queueId required"),
        of("{\"queueId\":null}", QueueJoined.class, "/queueId required"),
        of("{\"queueId\":\"\"}", QueueJoined.class, "/queueId min-length"),
        of("[]", QueueJoined.class, " type"),
        of("null", QueueJoined.class, " type"),
        of("", QueueJoined.class, " json"),
        of("{\"queueId\":\"q\"", QueueJoined.class, " json"),
        of("{\"queueId\":\"q\"} x", QueueJoined.class, " json"),
        of("{\"queueId\":\"q\"}{}", QueueJoined.class, " json"),
        of("{\"queueId\":\"q\",}", QueueJoined.class, " json"),
        of("{'queueId':'q'}", QueueJoined.class, " json"),
        of("{\"queueId\":\"a\tb\"}", QueueJoined.class, "/queueId json"),
        of(vehicle("NaN"), VehicleIdentified.class, " json"),
        of(vehicle("1e999"), VehicleIdentified.class, "/confidence maximum"),
        of(vehicle("-1e999"), VehicleIdentified.class, "/confidence minimum"),
        of(vehicle("1.01"), VehicleIdentified.class, "/confidence maximum"),
        of(vehicle("-0.1"), VehicleIdentified.class, "/confidence minimum"),
        of(vehicle("\"0.5\""), VehicleIdentified.class, "/confidence type"),
        of(
            "{\"online\":true,\"clockOffsetMs\":9223372036854775808}",
            DeviceStatus.class,
            "/clockOffsetMs maximum"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"12", "12.0", "1.2e1", "1200e-2", "12.000000000000000000000"})
  void wholeNumbersMayBeWrittenInAnyWay(String number) {
    // When
    WeighingRecorded weighing =
        (WeighingRecorded)
            valid(WeighingRecorded.class, WEIGHING.formatted(",\"tareKg\":" + number));

    // Then
    assertThat(weighing.getTareKg()).isEqualTo(12);
  }

  @Test
  void lengthsCountCharactersNotCodeUnits() {
    // Given: 64 characters of two code units each
    String emoji = "😀".repeat(64);

    // When // Then
    assertThat(violations(QueueJoined.class, "{\"queueId\":\"" + emoji + "\"}")).isEmpty();
    assertThat(violations(QueueJoined.class, "{\"queueId\":\"" + emoji + "x\"}"))
        .extracting(Violation::rule)
        .containsExactly(Rule.MAX_LENGTH);
  }

  @Test
  void nullAndAbsentMeanTheDefault() {
    // Given
    SpecificRecord absent = valid(QueueJoined.class, "{\"queueId\":\"q\"}");

    // When // Then
    assertThat(valid(QueueJoined.class, "{\"queueId\":\"q\",\"priority\":null}"))
        .isEqualTo(absent)
        .isEqualTo(new QueueJoined("q", 0));
    assertThat(valid(GateEntered.class, "{\"gateId\":null}")).isEqualTo(new GateEntered(null));
  }

  @Test
  void allViolationsAreFoundAtOnceWithTheBaseBefore() {
    // Given
    byte[] json =
        """
        {"grosKg":1,"pass":"third","scaleId":"","axleKg":[1,"2",3.5],"tareKg":-1,"manual":null}
        """
            .getBytes(StandardCharsets.UTF_8);
    AvroBuffer out = new AvroBuffer(0);
    out.put(42);

    // When
    List<Violation> violations =
        JsonToAvro.of(EventType.of(WeighingRecorded.class))
            .read(json, 0, json.length, "/data", out);

    // Then
    assertThat(violations)
        .extracting(JsonToAvroTest::brief)
        .containsExactlyInAnyOrder(
            "/data/grosKg unknown-field",
            "/data/pass enum",
            "/data/scaleId min-length",
            "/data/axleKg/1 type",
            "/data/axleKg/2 integral",
            "/data/tareKg minimum",
            "/data/weighingId required",
            "/data/grossKg required",
            "/data/legalForTrade required",
            "/data/stable required");
    assertThat(violations)
        .extracting(Violation::detail)
        .contains(
            "is not a field of weighing.recorded; did you mean grossKg?",
            "must be one of: first, second, check, reweigh");
    assertThat(out.toByteArray()).containsExactly(42);
  }

  @Test
  void thereIsAnEndToTheNumberOfViolations() {
    // Given
    StringBuilder json = new StringBuilder("{");
    IntStream.range(0, 1_000).forEach(i -> json.append("\"f").append(i).append("\":1,"));
    json.append("\"gateId\":null}");

    // When
    List<Violation> violations = violations(GateEntered.class, json.toString());

    // Then
    assertThat(violations).hasSize(JsonReading.MAX_VIOLATIONS + 1);
    assertThat(violations.getLast().rule()).isEqualTo(Rule.TOO_MANY);
  }

  @Test
  void nestingIsBounded() {
    // Given
    String deep = "{\"gateId\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}";

    // When // Then
    assertThat(violations(GateEntered.class, deep))
        .extracting(Violation::rule)
        .containsExactly(Rule.TYPE, Rule.JSON);
  }

  @Test
  void listsLongerThanOneByteOfCountAreRead() {
    // Given
    String faults = "\"F\",".repeat(63) + "\"F\"";

    // When
    DeviceStatus status =
        (DeviceStatus) valid(DeviceStatus.class, "{\"faults\":[" + faults + "],\"online\":true}");

    // Then
    assertThat(status.getFaults()).hasSize(64).containsOnly("F");
    assertThat(status.getOnline()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c080",
        "c181",
        "e08080",
        "eda080",
        "f0808080",
        "f4908080",
        "80",
        "c2",
        "e282",
        "ff"
      })
  void bytesThatAreNoUtf8AreRefused(String hex) {
    // Given
    byte[] bad = HexFormat.of().parseHex(hex);
    AvroBuffer json = new AvroBuffer(0);
    byte[] head = "{\"gateId\":\"".getBytes(StandardCharsets.UTF_8);
    json.put(head, 0, head.length);
    json.put(bad, 0, bad.length);
    json.put('"');
    json.put('}');

    // When
    RecordRead read = JsonToAvro.of(EventType.of(GateEntered.class)).read(json.toByteArray());

    // Then
    assertThat(read)
        .isEqualTo(
            new RecordRead.Invalid(
                List.of(new Violation("", Rule.UTF8, "is not UTF-8 at byte 11"))));
  }

  @Test
  void aByteOrderOfOtherEncodingsIsNotGuessed() {
    // Given
    byte[] utf16 = "{\"gateId\":\"g\"}".getBytes(StandardCharsets.UTF_16BE);

    // When // Then
    assertThat(JsonToAvro.of(EventType.of(GateEntered.class)).read(utf16))
        .isInstanceOf(RecordRead.Invalid.class);
  }

  @Test
  void aValueWithinALargerTextIsReadInPlace() throws Exception {
    // Given
    String json = "{\"id\":\"1\",\"data\":{\"gateId\":\"g1\"},\"time\":7}";
    JsonToAvro gates = JsonToAvro.of(EventType.of(GateEntered.class));
    AvroBuffer out = new AvroBuffer(0);
    try (JsonParser parser = StrictJson.FACTORY.createParser(json)) {
      while (!"data".equals(parser.currentName())) {
        parser.nextToken();
      }
      parser.nextToken();

      // When
      List<Violation> violations = gates.read(parser, "/data", out);

      // Then
      assertThat(violations).isEmpty();
      assertThat(parser.nextFieldName()).isEqualTo("time");
      assertThat(out.size()).isEqualTo(4);
    }
    try (JsonParser broken = StrictJson.FACTORY.createParser("{\"gateId\":\"g1\"")) {
      broken.nextToken();
      assertThatThrownBy(() -> gates.read(broken, "/data", out))
          .isInstanceOf(JsonProcessingException.class);
      assertThat(out.size()).isEqualTo(4);
    }
  }

  @Test
  void aReplacementIsAnObjectKeptAsCompactText() {
    // Given: the type comes after what it types
    String json =
        """
        {"replacement": { "grossKg" : 38500.0, "weighingId":"W-1", "pass":"first", "scaleId":"s1",
            "legalForTrade":true, "stable":true },
         "correctsSource":"/t", "correctsId":"1", "reason":"typo",
         "replacementType":"com.sitehub.weighing.recorded.v1"}
        """;

    // When
    RecordCorrected corrected = (RecordCorrected) valid(RecordCorrected.class, json);

    // Then
    String text =
        "{\"grossKg\":38500.0,\"weighingId\":\"W-1\",\"pass\":\"first\",\"scaleId\":\"s1\","
            + "\"legalForTrade\":true,\"stable\":true}";
    assertThat(corrected.getReplacement()).isEqualTo(text);
    assertThat(AvroToJson.text(corrected)).contains("\"replacement\":" + text);
    assertThat(valid(WeighingRecorded.class, corrected.getReplacement()))
        .extracting(record -> ((WeighingRecorded) record).getGrossKg())
        .isEqualTo(38_500);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("replacements")
  void replacementsAreHeldToTheirType(String members, List<String> expected) {
    // Given
    String json =
        "{\"correctsSource\":\"/t\",\"correctsId\":\"1\",\"reason\":\"typo\"," + members + "}";

    // When // Then
    assertThat(violations(RecordCorrected.class, json))
        .extracting(JsonToAvroTest::brief)
        .containsExactlyElementsOf(expected);
  }

  static Stream<Object[]> replacements() {
    String queueType = "\"replacementType\":\"com.sitehub.queue.joined.v1\"";
    return Stream.of(
        replacement("\"approver\":\"a\""),
        replacement("\"replacement\":null,\"replacementType\":null"),
        replacement(queueType + ",\"replacement\":{\"queueId\":\"q\"}"),
        replacement(queueType, "/replacement required"),
        replacement("\"replacement\":{}", "/replacementType required"),
        replacement(queueType + ",\"replacement\":\"{}\"", "/replacement type"),
        replacement(queueType + ",\"replacement\":[]", "/replacement type"),
        replacement(
            queueType + ",\"replacement\":{\"queueId\":7,\"prio\":1}",
            "/replacement/queueId type",
            "/replacement/prio unknown-field"),
        replacement(
            queueType + ",\"replacement\":{\"queueId\":\"a\",\"queueId\":\"b\"}",
            "/replacement/queueId duplicate-member"),
        replacement(
            queueType + ",\"replacement\":{\"queueId\":\"\\u0000\"}",
            "/replacement/queueId control-character"),
        replacement(
            queueType + ",\"replacement\":{\"queueId\":\"\\ud800\"}", "/replacement surrogate"),
        replacement(
            "\"replacementType\":\"com.sitehub.queue.joind.v1\",\"replacement\":{}",
            "/replacementType event-type"),
        replacement(
            queueType + ",\"replacement\":{\"queueId\":\"" + "x".repeat(66_000) + "\"}",
            "/replacement max-length"));
  }

  @Test
  void correctionsOfCorrectionsAreBounded() {
    // Given
    String eight = nested(8);
    String nine = nested(9);

    // When // Then
    assertThat(violations(RecordCorrected.class, eight)).isEmpty();
    assertThat(violations(RecordCorrected.class, nine))
        .extracting(JsonToAvroTest::brief)
        .containsExactly("/replacement".repeat(9) + " nesting");
  }

  /** A correction with {@code depth} replacements within each other. */
  private static String nested(int depth) {
    String head = "{\"correctsSource\":\"/t\",\"correctsId\":\"1\",\"reason\":\"r\"";
    String json = "{\"gateId\":\"g\"}";
    String type = "com.sitehub.gate.entered.v1";
    for (int i = 0; i < depth; i++) {
      json = head + ",\"replacementType\":\"" + type + "\",\"replacement\":" + json + "}";
      type = "com.sitehub.record.corrected.v1";
    }
    return json;
  }

  private static Object[] replacement(String members, String... expected) {
    return new Object[] {members, List.of(expected)};
  }

  private static Object[] weighing(String members, String expected) {
    return of(WEIGHING.formatted(members), WeighingRecorded.class, expected);
  }

  private static Object[] of(String json, Class<? extends SpecificRecord> type, String expected) {
    return new Object[] {json, type, expected};
  }

  private static String vehicle(String confidence) {
    return "{\"tractorPlate\":\"P\",\"method\":\"anpr\",\"confidence\":" + confidence + "}";
  }

  private static String brief(Violation violation) {
    return violation.pointer() + " " + violation.rule().code();
  }

  private static List<Violation> violations(Class<? extends SpecificRecord> type, String json) {
    return switch (read(type, json)) {
      case RecordRead.Valid valid -> List.of();
      case RecordRead.Invalid(List<Violation> violations) -> violations;
    };
  }

  private static SpecificRecord valid(Class<? extends SpecificRecord> type, String json) {
    return switch (read(type, json)) {
      case RecordRead.Valid(SpecificRecord data) -> data;
      case RecordRead.Invalid(List<Violation> violations) ->
          throw new AssertionError(violations.toString());
    };
  }

  private static RecordRead read(Class<? extends SpecificRecord> type, String json) {
    return JsonToAvro.of(EventType.of(type)).read(json.getBytes(StandardCharsets.UTF_8));
  }
}
