package io.sitehub.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person reads of answers that a real site gave. */
class AskingTest {
  @TempDir Path root;

  private RecordedSite site;

  @BeforeEach
  void start() throws IOException {
    site = new RecordedSite(root);
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void visitsShowTheNetWeight() {
    assertThat(site.run(new VisitsCommand())).isZero();

    assertThat(site.out().lines())
        .anySatisfy(line -> assertThat(line).contains("V-20261124-1-12-8").endsWith("18.06 t"))
        .anySatisfy(line -> assertThat(line).contains("V-20261124-1-12-1 ").endsWith("20.14 t"));
  }

  @Test
  void aVisitShowsItsWeights() {
    assertThat(site.run(new VisitCommand(), "V-20261124-1-12-8")).isZero();

    assertThat(site.out())
        .contains("18.06 t = 32.12 t - 14.06 t")
        .containsPattern("plannedKg +[0-9]+[.][0-9]{2} t")
        .contains("quarry-lyon-1-000004 revision");
  }

  @Test
  void visitsShowTheNewestOfAllPages() throws IOException {
    // When
    site.run(new VisitsCommand(), "--limit", "1", "--json");

    // Then
    JsonNode answer = new ObjectMapper().readTree(site.out()).path(0);
    assertThat(answer.path("visits")).hasSize(1);
    assertThat(answer.path("visits").path(0).path("visitId").asText())
        .isEqualTo("V-20261124-1-12-9");
    assertThat(answer.path("older").asInt()).isEqualTo(2);
    assertThat(answer.has("next")).isFalse();
  }

  @Test
  void kpisAreThoseOfTheLastDayWithData() {
    assertThat(site.run(new KpisCommand(), "throughput")).isZero();

    assertThat(site.out()).contains("quarry-lyon-1: 2026-11-24").contains("trucks=5 tonnes=100.8");
    assertThat(site.questions().getLast())
        .endsWith("/kpis/throughput?from=2026-11-24&to=2026-11-24");
  }

  @Test
  void kpisOfARangeAreNotThoseOfAnother() {
    assertThat(site.run(new KpisCommand(), "throughput", "--from", "2026-11-01")).isZero();

    assertThat(site.out()).doesNotContain("its last day");
    assertThat(site.questions().getLast()).endsWith("/kpis/throughput?from=2026-11-01");
  }

  @Test
  void aSiteThatCannotBeIsAWrongCommandLine() {
    assertThat(site.run(new VisitsCommand(), "--site", "a b")).isEqualTo(2);
    assertThat(site.err()).contains("must be a site id");
  }
}
