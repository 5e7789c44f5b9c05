package io.sitehub.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sitehub.cli.check.Finding.State;
import io.sitehub.model.topic.TopicCatalogue;
import io.sitehub.model.topic.TopicProvision;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;

class FindingsTest {
  private static final Node ONE = new Node(1, "one", 1);
  private static final Node TWO = new Node(2, "two", 2);
  private static final long GIBIBYTE = 1L << 30;

  @Test
  void aReplicaThatIsBehindIsBad() {
    assertThat(LogCheck.inSync(topic(ONE, List.of(ONE, TWO))).state()).isEqualTo(State.OK);
    Finding behind = LogCheck.inSync(topic(ONE, List.of(ONE)));
    assertThat(behind.state()).isEqualTo(State.BAD);
    assertThat(behind.meaning()).contains("some-topic/0");
    assertThat(behind.remedy()).isNotEmpty();
  }

  @Test
  void fewerReplicasThanConfiguredAreBad() {
    assertThat(LogCheck.copies(topic(ONE, List.of(ONE, TWO)), 2).state()).isEqualTo(State.OK);
    assertThat(LogCheck.copies(topic(ONE, List.of(ONE, TWO)), 3).state()).isEqualTo(State.BAD);
  }

  @Test
  void aLeaderElsewhereIsWorthKnowingAndNoLeaderIsBad() {
    assertThat(LogCheck.leaders(topic(ONE, List.of(ONE, TWO))).state()).isEqualTo(State.OK);
    assertThat(LogCheck.leaders(topic(TWO, List.of(ONE, TWO))).state()).isEqualTo(State.NOTE);
    List<TopicDescription> none =
        List.of(
            new TopicDescription(
                "some-topic",
                false,
                List.of(new TopicPartitionInfo(0, null, List.of(ONE, TWO), List.of()))));
    assertThat(LogCheck.leaders(none).state()).isEqualTo(State.BAD);
  }

  @Test
  void aTopicThatIsNotAsDeclaredIsNamedWithWhatDiffers() {
    Finding finding =
        LogCheck.declared(
            List.of(
                new TopicProvision.AsDeclared(TopicCatalogue.VISITS),
                new TopicProvision.Differs(
                    TopicCatalogue.EVENTS,
                    List.of(new TopicProvision.Difference("min.insync.replicas", "2", "1")))));
    assertThat(finding.state()).isEqualTo(State.BAD);
    assertThat(finding.meaning())
        .contains(TopicCatalogue.EVENTS.name(), "min.insync.replicas should be 2 but is 1");
  }

  @Test
  void aPartitionWithoutAStandbyNearTheEndIsBad() throws Exception {
    JsonNode active = copies("active", 0);
    assertThat(states(Map.of("p-1", active, "p-2", copies("standby", 3)), 1))
        .containsExactly(State.OK, State.OK, State.OK);
    assertThat(states(Map.of("p-1", active), 1)).containsExactly(State.OK, State.BAD, State.OK);
    assertThat(states(Map.of("p-1", active, "p-2", copies("standby", 10_000)), 1))
        .containsExactly(State.OK, State.BAD, State.BAD);
    assertThat(states(Map.of("p-2", copies("standby", 0)), 1))
        .containsExactly(State.BAD, State.OK, State.OK);
    assertThat(states(Map.of("p-1", active), 0)).containsExactly(State.OK, State.NOTE, State.OK);
    assertThat(states(Map.of(), 1)).containsExactly(State.NOTE);
  }

  @Test
  void aServiceThatIsNotReadyIsBad() {
    assertThat(ServiceCheck.readiness("gateway-1", 200).state()).isEqualTo(State.OK);
    assertThat(ServiceCheck.readiness("gateway-1", 503).meaning()).contains("503");
    assertThat(ServiceCheck.readiness("gateway-1", 503).state()).isEqualTo(State.BAD);
  }

  @Test
  void aDiskThatIsNearlyFullIsBad() {
    assertThat(SiteCheckup.disk(50 * GIBIBYTE, 100 * GIBIBYTE).state()).isEqualTo(State.OK);
    assertThat(SiteCheckup.disk(GIBIBYTE, 10 * GIBIBYTE).state()).isEqualTo(State.BAD);
    assertThat(SiteCheckup.disk(10 * GIBIBYTE, 1_000 * GIBIBYTE).state()).isEqualTo(State.BAD);
  }

  private static List<State> states(Map<String, JsonNode> assignments, int standbys) {
    return CopiesCheck.of(assignments, standbys).stream().map(Finding::state).toList();
  }

  private static JsonNode copies(String role, long lag) throws Exception {
    return new ObjectMapper()
        .readTree(
            """
            {"partitions": 1, "copies": [{"partition": 0, "role": "%s", "lag": %d}]}\
            """
                .formatted(role, lag));
  }

  private static List<TopicDescription> topic(Node leader, List<Node> inSync) {
    return List.of(
        new TopicDescription(
            "some-topic",
            false,
            List.of(new TopicPartitionInfo(0, leader, List.of(ONE, TWO), inSync))));
  }
}
