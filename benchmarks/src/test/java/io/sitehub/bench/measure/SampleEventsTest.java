package io.sitehub.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sitehub.bench.load.RequestTemplate;
import io.sitehub.model.catalogue.EventType;
import io.sitehub.model.json.JsonToAvro;
import io.sitehub.model.json.JsonToAvro.RecordRead;
import io.sitehub.model.topic.SitePartitioner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SampleEventsTest {
  private static final URI GATEWAY = URI.create("http://127.0.0.1:1");

  private final SampleEvents events = new SampleEvents();
  private final ObjectMapper json = new ObjectMapper();

  @Test
  void everySampleIsAnEventThatTheGatewayWouldTake() throws Exception {
    for (RequestTemplate request : events.singles(GATEWAY)) {
      JsonNode event = json.readTree(request.body());
      EventType type = EventType.byName(event.path("type").asText()).orElseThrow();
      byte[] data = event.path("data").toString().getBytes(StandardCharsets.UTF_8);
      assertThat(JsonToAvro.of(type).read(data)).isInstanceOf(RecordRead.Valid.class);
      assertThat(event.path("id").asText()).isEqualTo(RequestTemplate.NUMBER);
    }
  }

  @Test
  void samplesKeepAllPartitionsBusy() throws Exception {
    SitePartitioner partitioner = new SitePartitioner(12);
    List<Integer> partitions =
        events.singles(GATEWAY).stream()
            .map(request -> site(request))
            .map(partitioner::partitionOf)
            .toList();
    Map<Integer, Long> load =
        partitions.stream()
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertThat(load).hasSize(12);
    assertThat(load.values()).allMatch(count -> count > partitions.size() / 48);
  }

  @Test
  void aBatchHasANumberForEachOfItsEvents() throws Exception {
    List<RequestTemplate> batches = events.batches(GATEWAY, 100);
    assertThat(batches).hasSizeGreaterThan(5).allMatch(batch -> batch.events() == 100);
    assertThat(json.readTree(batches.getFirst().body())).hasSize(100);
  }

  private String site(RequestTemplate request) {
    try {
      return json.readTree(request.body()).path("siteid").asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
