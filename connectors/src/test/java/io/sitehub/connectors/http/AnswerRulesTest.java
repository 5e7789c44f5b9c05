package io.sitehub.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerRulesTest {

  private final AnswerRules rules =
      new AnswerRules(
          Statuses.parse(List.of("2xx", "409")),
          Statuses.parse(List.of("408", "425", "429", "5xx")),
          Statuses.parse(List.of("3xx", "401", "403", "404", "405", "407", "415")),
          () -> Instant.parse("2026-03-01T09:00:00Z"));

  private Answer read(int status, String text, String retryAfter) {
    return rules.read(
        new Reply.Received(
            status,
            HttpHeaders.of(Map.of("Retry-After", List.of(retryAfter)), (name, value) -> true),
            text));
  }

  @ParameterizedTest
  @CsvSource({
    "200, Accepted",
    "201, Accepted",
    "204, Accepted",
    "409, Accepted",
    "408, TryAgain",
    "425, TryAgain",
    "429, TryAgain",
    "500, TryAgain",
    "503, TryAgain",
    "301, WrongSetup",
    "401, WrongSetup",
    "403, WrongSetup",
    "404, WrongSetup",
    "415, WrongSetup",
    "400, Refused",
    "410, Refused",
    "413, Refused",
    "422, Refused"
  })
  void eachStatusHasItsMeaning(int status, String meaning) {
    assertThat(read(status, "", "").getClass().getSimpleName()).isEqualTo(meaning);
  }

  @Test
  void noAnswerIsNoRefusal() {
    assertThat(rules.read(new Reply.None("no answer within 5 ms")))
        .isEqualTo(new Answer.TryAgain(Duration.ZERO, "no answer within 5 ms"));
  }

  @Test
  void aStatusInNoSetIsARefusalOnlyFrom400On() {
    AnswerRules none =
        new AnswerRules(
            Statuses.parse(List.of("201")),
            Statuses.parse(List.of()),
            Statuses.parse(List.of()),
            Instant::now);

    assertThat(none.read(reply(200))).isInstanceOf(Answer.WrongSetup.class);
    assertThat(none.read(reply(500))).isInstanceOf(Answer.Refused.class);
  }

  private static Reply reply(int status) {
    return new Reply.Received(status, HttpHeaders.of(Map.of(), (name, value) -> true), "");
  }

  @Test
  void aReasonIsTheStatusAndAThousandCharactersOfTheAnswer() {
    assertThat(read(422, " no such carrier\n", ""))
        .isEqualTo(new Answer.Refused("422: no such carrier"));
    assertThat(read(422, "", "")).isEqualTo(new Answer.Refused("422"));
    assertThat(read(422, "x".repeat(999) + "😀", ""))
        .isEqualTo(new Answer.Refused("422: " + "x".repeat(999)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7 | 7",
        "Sun, 01 Mar 2026 09:01:30 GMT | 90",
        "Sun, 01 Mar 2026 08:00:00 GMT | 0",
        "soon | 0",
        "-5 | 0"
      })
  void readsRetryAfter(String header, int seconds) {
    assertThat(read(503, "", header))
        .isEqualTo(new Answer.TryAgain(Duration.ofSeconds(seconds), "the ERP answered 503"));
  }
}
