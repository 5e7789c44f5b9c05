package io.sitehub.terminal.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.terminal.event.EventName;
import io.sitehub.terminal.fate.Refusal;
import io.sitehub.terminal.fate.SendFailure.Kind;
import io.sitehub.terminal.fate.Violation;
import io.sitehub.terminal.journal.JournalEntry;
import io.sitehub.terminal.send.Answer.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
  private static final JournalEntry A = entry("a");
  private static final JournalEntry B = entry("b");
  private final AnswerReader answers =
      new AnswerReader(() -> Instant.parse("2026-11-23T07:31:00Z"));

  @Test
  void receiptsAreFoundByNameInWhateverOrder() {
    assertThat(read(200, "{\"receipts\":[" + receipt("b", 7) + "," + receipt("a", 6) + "]}"))
        .isEqualTo(new Answer.Stored(List.of(new Place(3, 6), new Place(3, 7))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>Log in</html>",
        "{}",
        "[]",
        "{\"receipts\":[]}",
        "{\"receipts\":[{\"id\":\"a\",\"source\":\"/s\",\"partition\":3,\"offset\":6}]}",
        "{\"receipts\":[{\"id\":\"a\",\"source\":\"/s\",\"partition\":3,\"offset\":6},"
            + "{\"id\":\"b\",\"source\":\"/t\",\"partition\":3,\"offset\":7}]}",
        "{\"receipts\":[{\"id\":\"a\",\"source\":\"/s\"},{\"id\":\"b\",\"source\":\"/s\"}]}"
      })
  void aSuccessWithoutAReceiptForEachEventIsNone(String body) {
    assertThat(read(200, body))
        .isInstanceOfSatisfying(
            Answer.Failed.class, f -> assertThat(f.kind()).isEqualTo(Kind.NOT_A_GATEWAY));
  }

  @Test
  void violationsBelongToTheEventsTheyName() {
    // When
    Answer answer =
        read(
            422,
            """
            {"title":"Invalid events","detail":"Rules broken: 2.","violations":[
             {"index":1,"pointer":"/type","rule":"unknown-type","detail":"is no type"},
             {"index":1,"pointer":"/data","rule":"required","detail":"must be present"}]}
            """);

    // Then
    assertThat(answer)
        .isEqualTo(
            new Answer.Refused(
                Map.of(
                    1,
                    new Refusal(
                        422,
                        "Invalid events",
                        "Rules broken: 2.",
                        List.of(
                            new Violation("/type", "unknown-type", "is no type"),
                            new Violation("/data", "required", "must be present"))))));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 422})
  void violationsOfNobodyAreTheOnlyEventsOrMakeTheRequestIndivisible(int status) {
    String body = "{\"violations\":[{\"pointer\":\"/1\",\"rule\":\"json-syntax\"}]}";

    assertThat(read(status, body)).isInstanceOf(Answer.Indivisible.class);
    assertThat(answers.read(List.of(A), status, body, Optional.empty()))
        .isInstanceOfSatisfying(
            Answer.Refused.class, r -> assertThat(r.byIndex()).containsOnlyKeys(0));
  }

  @Test
  void whatIsTooLargeIsSplitWhoeverSaysSo() {
    assertThat(read(413, "<html>nginx</html>")).isInstanceOf(Answer.Indivisible.class);
    assertThat(answers.read(List.of(A), 413, "", Optional.empty()))
        .isInstanceOf(Answer.Refused.class);
  }

  @ParameterizedTest
  @CsvSource({
    "302,MISCONFIGURED",
    "400,MISCONFIGURED",
    "401,MISCONFIGURED",
    "403,MISCONFIGURED",
    "404,MISCONFIGURED",
    "405,MISCONFIGURED",
    "415,MISCONFIGURED",
    "422,MISCONFIGURED",
    "408,BUSY",
    "429,BUSY",
    "500,BUSY",
    "502,BUSY",
    "503,BUSY"
  })
  void whatDoesNotSpeakOfTheEventsIsNoFaultOfTheirs(int status, Kind kind) {
    assertThat(read(status, "{\"title\":\"whoever\"}"))
        .isInstanceOfSatisfying(
            Answer.Failed.class, failed -> assertThat(failed.kind()).isEqualTo(kind));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3|3",
        "0|0",
        "Mon, 23 Nov 2026 07:31:30 GMT|30",
        "Mon, 23 Nov 2026 07:30:00 GMT|0",
        "soon|0",
        "-1|0",
        "99999999999999999999|0"
      })
  void aPauseIsAskedForInSecondsOrAsADate(String header, long seconds) {
    assertThat(answers.read(List.of(A), 503, "", Optional.of(header)))
        .isInstanceOfSatisfying(
            Answer.Failed.class,
            failed -> assertThat(failed.retryAfter()).isEqualTo(Duration.ofSeconds(seconds)));
  }

  private Answer read(int status, String body) {
    return answers.read(List.of(A, B), status, body, Optional.empty());
  }

  private static String receipt(String id, long offset) {
    return "{\"id\":\"%s\",\"source\":\"/s\",\"partition\":3,\"offset\":%d}".formatted(id, offset);
  }

  private static JournalEntry entry(String id) {
    return new JournalEntry(1, new EventName("/s", id), new byte[0], true);
  }
}
