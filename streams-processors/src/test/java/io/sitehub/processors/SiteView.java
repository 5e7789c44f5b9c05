package io.sitehub.processors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sitehub.model.serde.RecordReader;
import io.sitehub.model.state.Ticket;
import io.sitehub.model.topic.TopicCatalogue;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What two processors show of their sites, and what they have written. */
final class SiteView {

  private static final Duration SOON = Duration.ofSeconds(120);

  private final ProcessorsSite site;

  SiteView(ProcessorsSite site) {
    this.site = site;
  }

  /** Waits until a processor has everything in that was acknowledged before the call. */
  void awaitCaughtUp(int processor, String siteId) {
    Instant now = Instant.now();
    await()
        .alias("processor " + processor + " has caught up with " + siteId)
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(200))
        .until(() ->
            header(processor, siteId, "Sitehub-As-Of")
                .map(Instant::parse)
                .filter(now::isBefore)
                .isPresent());
  }

  /** Which processor says of itself to be active for a site; 0 if none does. */
  int activeFor(String siteId) {
    for (int processor = 1; processor <= 2; processor++) {
      Optional<HttpResponse<byte[]>> answer = site.get(processor, "/internal/v1/assignment");
      if (answer.isPresent()) {
        JsonNode self = ProcessorsSite.json(answer.get()).at("/instances/0");
        for (JsonNode partition : self.path("active")) {
          if (partition.asInt() == ProcessorsSite.partitionOf(siteId)) {
            return processor;
          }
        }
      }
    }
    return 0;
  }

  Optional<String> header(int processor, String siteId, String name) {
    return site.ask(processor, siteId, "alerts")
        .filter(answer -> answer.statusCode() == 200)
        .flatMap(answer -> answer.headers().firstValue(name));
  }

  List<Long> ticketNumbers(int processor, String siteId) {
    HttpResponse<byte[]> answer = site.ask(processor, siteId, "tickets?limit=1000").orElseThrow();
    assertThat(answer.statusCode()).isEqualTo(200);
    List<Long> numbers = new ArrayList<>();
    ProcessorsSite.json(answer)
        .path("tickets")
        .forEach(t -> numbers.add(t.path("number").asLong()));
    return numbers;
  }

  /** Each of these sites publishes these tickets, in this order and each once. */
  void assertEachTicketIsWrittenOnce(Collection<String> sites, List<Long> numbers) {
    // What a processor shows may not be committed yet.
    Map<String, List<Long>> written =
        await()
            .atMost(SOON)
            .until(
                () -> written(sites),
                found ->
                    found.values().stream().mapToInt(List::size).sum()
                        >= sites.size() * numbers.size());
    assertThat(written.keySet()).containsExactlyInAnyOrderElementsOf(sites);
    written.values().forEach(given -> assertThat(given).isEqualTo(numbers));
  }

  private Map<String, List<Long>> written(Collection<String> sites) {
    RecordReader<Ticket> reader = RecordReader.of(site.schemas(), Ticket.class);
    Map<String, List<Long>> written = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : site.committed(TopicCatalogue.TICKETS)) {
      Ticket ticket = reader.read(record.value()).orThrow();
      if (sites.contains(ticket.getSiteId())) {
        assertThat(ticket.getRevision()).isEqualTo(1);
        assertThat(new String(record.key(), StandardCharsets.UTF_8))
            .isEqualTo(ticket.getSiteId() + "/" + ticket.getNumber());
        assertThat(record.partition()).isEqualTo(ProcessorsSite.partitionOf(ticket.getSiteId()));
        written.computeIfAbsent(ticket.getSiteId(), s -> new ArrayList<>()).add(ticket.getNumber());
      }
    }
    return written;
  }
}
