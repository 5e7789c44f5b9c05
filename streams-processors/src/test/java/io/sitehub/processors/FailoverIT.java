package io.sitehub.processors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.topic.TopicCatalogue;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two processors, one of them killed while it is busy: nothing is lost, nothing happens twice. */
@Tag("soak")
@ExtendWith(SharedSite.class)
class FailoverIT {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int VISITS = 60;
  private static final List<String> SITES =
      IntStream.rangeClosed(1, 6).mapToObj(i -> "site-" + i).toList();

  static ProcessorsSite site;
  static SiteView view;

  @BeforeAll
  static void start(ProcessorsSite shared) {
    site = shared;
    view = new SiteView(site);
    site.start(1);
    site.start(2);
  }

  @Test
  void theStandbyAnswersAndTakesOverAndEveryEventHasItsEffectOnce() {
    // Given both hold every partition, and the first half of the trucks is known to both
    for (String each : SITES) {
      for (int i = 1; i <= VISITS / 2; i++) {
        site.publish(Truck.at(each, "v-" + i).story());
      }
    }
    site.flush();
    for (String each : SITES) {
      for (int processor = 1; processor <= 2; processor++) {
        view.awaitCaughtUp(processor, each);
      }
    }
    int victim = view.activeFor(SITES.getFirst());
    int survivor = 3 - victim;
    String orphan = SITES.getFirst();
    assertThat(view.header(survivor, orphan, "Sitehub-Served-By")).contains("standby");

    // When the active one is killed with the second half under way, repeats among it
    for (String each : SITES) {
      for (int i = VISITS / 2 + 1; i <= VISITS; i++) {
        List<SiteEvent> story = new ArrayList<>(Truck.at(each, "v-" + i).story());
        story.add(story.getFirst());
        site.publish(story);
      }
      if (each.equals(SITES.get(2))) {
        site.flush();
        site.processor(victim).kill();
      }
    }
    site.flush();

    // Then the standby goes on answering
    HttpResponse<byte[]> answer = site.ask(survivor, orphan, "visits/v-1").orElseThrow();
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(ProcessorsSite.json(answer).at("/visit/state").asText()).isEqualTo("closed");

    // And takes over
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> view.activeFor(orphan) == survivor);
    SITES.forEach(each -> view.awaitCaughtUp(survivor, each));
    SITES.forEach(each -> assertThat(view.ticketNumbers(survivor, each)).isEqualTo(numbers()));
    view.assertEachTicketIsWrittenOnce(SITES, numbers());
    assertThat(site.committed(TopicCatalogue.DEAD_LETTERS)).isEmpty();

    // And the dead one comes back as a standby that answers the same
    site.start(victim);
    for (String each : SITES) {
      view.awaitCaughtUp(victim, each);
      assertThat(view.ticketNumbers(victim, each)).isEqualTo(numbers());
    }
    assertThat(site.manage(victim, "/health/ready").orElseThrow().statusCode()).isEqualTo(200);
  }

  @Test
  void oneThatIsRestartedAtOnceLeavesItsWorkToTheStandby(TestReporter report) {
    // Given
    String orphan = SITES.getFirst();
    site.publish(Truck.at(orphan, "before").story());
    site.flush();
    view.awaitCaughtUp(1, orphan);
    view.awaitCaughtUp(2, orphan);
    int victim = view.activeFor(orphan);
    int survivor = 3 - victim;

    // When
    Instant killed = Instant.now();
    site.processor(victim).kill();
    site.start(victim);
    site.publish(Truck.at(orphan, "after").story());
    site.flush();

    // Then the survivor answers as the active one, whoever the group makes it later
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(50))
        .until(() ->
            site.ask(survivor, orphan, "visits/after")
                .filter(answer -> answer.statusCode() == 200)
                .flatMap(answer -> answer.headers().firstValue("Sitehub-Served-By"))
                .equals(Optional.of("active")));
    report.publishEntry(
        "from kill to visible, ms", "" + Duration.between(killed, Instant.now()).toMillis());
    view.awaitCaughtUp(victim, orphan);
  }

  private static List<Long> numbers() {
    return LongStream.rangeClosed(1, VISITS).boxed().toList();
  }
}
