package io.sitehub.kit.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemJsonTest {
  @Test
  void rendersMembersInOrderAndLeavesOutWhatSaysNothing() {
    // Given
    Problem problem =
        Problem.of(422, "invalid-events", "Invalid events")
            .withDetail("1 violation")
            .withInstance("/v1/events")
            .withViolations(
                List.of(
                    new Violation(3, "/data/grossKg", "type", "must be a whole number"),
                    new Violation(null, "/id", "required", "must be present")))
            .withRetryable(false)
            .withTraceId("t");

    // When
    String json = new String(ProblemJson.bytes(problem), StandardCharsets.UTF_8);

    // Then
    assertThat(json)
        .isEqualTo(
            "{\"type\":\"urn:sitehub:problem:invalid-events\",\"title\":\"Invalid events\","
                + "\"status\":422,\"detail\":\"1 violation\",\"instance\":\"/v1/events\","
                + "\"violations\":[{\"index\":3,\"pointer\":\"/data/grossKg\",\"rule\":\"type\","
                + "\"detail\":\"must be a whole number\"},{\"pointer\":\"/id\","
                + "\"rule\":\"required\",\"detail\":\"must be present\"}],"
                + "\"retryable\":false,\"traceId\":\"t\"}");
    assertThat(new String(ProblemJson.bytes(Problem.ofStatus(404)), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"type\":\"urn:sitehub:problem:not-found\",\"title\":\"Not found\",\"status\":404}");
  }

  @Test
  void aFurtherMemberStandsBesideTheOthers() throws Exception {
    Problem problem = Problem.ofStatus(404).withMember("lag", 3L).withDetail("no such visit");
    assertThat(new String(ProblemJson.bytes(problem), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"type\":\"urn:sitehub:problem:not-found\",\"title\":\"Not found\",\"status\":404,"
                + "\"detail\":\"no such visit\",\"lag\":3}");
  }

  @Test
  void refusesAStatusThatIsNoError() {
    assertThatIllegalArgumentException().isThrownBy(() -> Problem.ofStatus(200));
  }

  @Test
  void traceIdComesFromTheCallerIfItIsValid() {
    String valid = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    assertThat(TraceIds.of(valid)).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    assertThat(TraceIds.of("rubbish")).matches("[0-9a-f]{32}");
    assertThat(TraceIds.of("00-" + "0".repeat(32) + "-00f067aa0ba902b7-01"))
        .matches("[0-9a-f]{32}")
        .isNotEqualTo("0".repeat(32));
    assertThat(TraceIds.of(null)).matches("[0-9a-f]{32}");
  }
}
