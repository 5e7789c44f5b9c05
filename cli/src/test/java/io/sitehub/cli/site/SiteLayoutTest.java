package io.sitehub.cli.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.topic.Replication;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SiteLayoutTest {
  @Test
  void aSiteIsRedundantWhereItMustBe() {
    SiteLayout layout = SiteLayout.of(false, 7400);

    assertThat(layout.instances())
        .extracting(Instance::name)
        .containsExactly(
            "broker-1",
            "broker-2",
            "broker-3",
            "registry-1",
            "gateway-1",
            "gateway-2",
            "processor-1",
            "processor-2",
            "kpi-service-1",
            "kpi-service-2");
    assertThat(layout.replication()).isEqualTo(new Replication(6, 3, 2));
    assertThat(layout.bootstrapServers()).isEqualTo("127.0.0.1:7441,127.0.0.1:7442,127.0.0.1:7443");
  }

  @Test
  void aSmallOneHasOneOfEach() {
    SiteLayout layout = SiteLayout.of(true, 7400);

    assertThat(layout.instances()).hasSize(5);
    assertThat(layout.replication()).isEqualTo(new Replication(6, 1, 1));
  }

  @Test
  void portsDifferAndStayInTheirRange() {
    SiteLayout layout = SiteLayout.of(false, 7400);

    assertThat(layout.instances().stream().flatMap(i -> Stream.of(i.port(), i.sidePort())))
        .doesNotHaveDuplicates()
        .allMatch(port -> port >= 7400 && port < 7400 + SiteLayout.PORT_RANGE);
  }

  @Test
  void rolesAreWrittenInLowerCase() {
    assertThat(Role.KPI_SERVICE.label()).isEqualTo("kpi-service");
    assertThat(Role.of("kpi-service")).contains(Role.KPI_SERVICE);
    assertThat(Role.of("no-such-role")).isEmpty();
  }
}
