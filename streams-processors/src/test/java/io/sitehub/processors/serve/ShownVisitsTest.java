package io.sitehub.processors.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.json.AvroToJson;
import io.sitehub.model.state.VisitState;
import io.sitehub.processors.Truck;
import io.sitehub.processors.state.VisitAttributes;
import io.sitehub.processors.state.Visits;
import io.sitehub.processors.topology.TopologyFixture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShownVisitsTest {

  @Test
  void aVisitIsShownAsItIsStoredAlsoAfterItChanged(@TempDir Path directory) {
    try (TopologyFixture topology = new TopologyFixture(directory)) {
      // Given
      List<SiteEvent> story = Truck.at("lyon-1", "v-1").story();
      ShownVisits shown = new ShownVisits();

      // When
      topology.publish(story.getFirst());
      ShownVisits.Shown arrived = shown(shown, topology);
      ShownVisits.Shown again = shown(shown, topology);
      story.subList(1, story.size()).forEach(topology::publish);
      ShownVisits.Shown closed = shown(shown, topology);

      // Then
      assertThat(again).as("remembered, not rendered again").isSameAs(arrived);
      assertThat(state(arrived)).isNotEqualTo(VisitState.CLOSED);
      assertThat(state(closed)).isEqualTo(VisitState.CLOSED);
      assertThat(new String(closed.json(), StandardCharsets.UTF_8))
          .isEqualTo(AvroToJson.text(topology.visit("lyon-1/v-1")));
    }
  }

  private static VisitState state(ShownVisits.Shown shown) {
    VisitAttributes attributes = Objects.requireNonNull(shown.attributes());
    return attributes.state();
  }

  private static ShownVisits.Shown shown(ShownVisits shown, TopologyFixture topology) {
    Visits visits = new Visits(topology.state(), new Visits.Codec(topology.registry));
    return shown.of(Objects.requireNonNull(visits.stored("lyon-1", "v-1")), visits);
  }
}
