package io.sitehub.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.connectors.http.FakeErp.Reaction;
import io.sitehub.connectors.http.FakeErp.Request;
import io.sitehub.model.state.Ticket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two thousand tickets with their corrections, an ERP that fails, hangs, answers late and breaks
 * connections, and tasks that die in the middle: every revision has one effect, those of a ticket
 * in their order, and what the ERP refuses is a dead letter. {@code -Dsitehub.seed=N} repeats a
 * plan of faults.
 */
class TicketDeliveryFaultIT {

  private static final int TICKETS = 2_000;
  private static final int PARTITIONS = 2;
  private static final int REFUSED_EACH = 97;

  static LongStream seeds() {
    Long given = Long.getLong("sitehub.seed");
    return given == null ? LongStream.range(0, 3) : LongStream.of(given);
  }

  @ParameterizedTest(name = "-Dsitehub.seed={0}")
  @MethodSource("seeds")
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void eachRevisionHasOneEffect(long seed) throws Exception {
    check(seed, 500, Map.of("batch.size", "1", "max.in.flight", "6"));
  }

  @ParameterizedTest(name = "-Dsitehub.seed={0}")
  @MethodSource("seeds")
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void eachRevisionHasOneEffectInBatches(long seed) throws Exception {
    check(seed, 250, Map.of("batch.size", "7", "max.in.flight", "3"));
  }

  /**
   * Runs one plan of faults.
   *
   * @param requestsPerFault how many requests there are, on average, to four of one kind of fault
   */
  private static void check(long seed, int requestsPerFault, Map<String, String> settings)
      throws Exception {
    // Given
    Random random = new Random(seed);
    Map<TopicPartition, List<SinkRecord>> log = log(random);
    List<String> expected =
        log.values().stream().flatMap(List::stream).map(TicketDeliveryFaultIT::name).toList();
    try (FakeErp erp = new FakeErp(FakeErp.friendly())) {
      ConnectLikeRun run = new ConnectLikeRun(log, erp, new Random(seed + 1), settings);
      erp.mood(new Trouble(new Random(seed + 2), requestsPerFault, run));

      // When
      run.run();

      // Then
      assertThat(run.restarts()).isGreaterThan(2);
      assertThat(erp.effects()).doesNotHaveDuplicates();
      assertThat(erp.effects())
          .containsExactlyInAnyOrderElementsOf(
              expected.stream().filter(name -> !isRefused(name)).toList());
      assertInOrder(erp.effects());
      assertThat(run.deadLetters())
          .extracting(letter -> name(letter.record()))
          .containsAll(expected.stream().filter(TicketDeliveryFaultIT::isRefused).toList())
          .allMatch(TicketDeliveryFaultIT::isRefused);
    }
  }

  /** Corrections come at once or much later. */
  private static Map<TopicPartition, List<SinkRecord>> log(Random random) {
    Map<TopicPartition, List<SinkRecord>> log = new HashMap<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      List<Ticket> tickets = new ArrayList<>();
      for (int number = 1 + partition; number <= TICKETS; number += PARTITIONS) {
        tickets.add(Tickets.ticket(number, 1));
        if (random.nextInt(5) == 0) {
          tickets.add(Tickets.ticket(number, 2));
        }
        int late = number - PARTITIONS * random.nextInt(1, 30);
        if (late > 0 && random.nextInt(8) == 0 && !hasRevision(tickets, late, 3)) {
          if (!hasRevision(tickets, late, 2)) {
            tickets.add(Tickets.ticket(late, 2));
          }
          tickets.add(Tickets.ticket(late, 3));
        }
      }
      List<SinkRecord> records = new ArrayList<>();
      for (Ticket ticket : tickets) {
        records.add(Tickets.record(Tickets.TOPIC, partition, records.size(), ticket));
      }
      log.put(new TopicPartition(Tickets.TOPIC, partition), records);
    }
    return log;
  }

  private static boolean hasRevision(List<Ticket> tickets, long number, int revision) {
    return tickets.stream()
        .anyMatch(ticket -> ticket.getNumber() == number && ticket.getRevision() == revision);
  }

  private static String name(SinkRecord record) {
    Ticket ticket = Tickets.reader().read((byte[]) record.value()).orThrow();
    return ticket.getNumber() + "/" + ticket.getRevision();
  }

  private static long number(String name) {
    return Long.parseLong(name.substring(0, name.indexOf('/')));
  }

  private static boolean isRefused(String name) {
    return number(name) % REFUSED_EACH == 0;
  }

  private static void assertInOrder(List<String> effects) {
    Map<Long, Integer> newest = new TreeMap<>();
    for (String effect : effects) {
      int revision = Integer.parseInt(effect.substring(effect.indexOf('/') + 1));
      Integer before = newest.put(number(effect), revision);
      assertThat(before == null ? 0 : before)
          .as("the revision before %s", effect)
          .isEqualTo(revision - 1);
    }
  }

  /** A bad day of an ERP. */
  private record Trouble(Random random, int requestsPerFault, ConnectLikeRun run)
      implements FakeErp.Mood {

    @Override
    public synchronized Reaction react(Request request) {
      if (FakeErp.members(request).anyMatch(TicketDeliveryFaultIT::isRefused)) {
        return FakeErp.say(422, "refused");
      }
      int dice = random.nextInt(requestsPerFault);
      if (dice < 4) {
        run.kill();
        return dice < 2 ? new Reaction.Take(201) : new Reaction.Drop(false);
      }
      return switch (dice / 4) {
        case 1, 2, 3 -> FakeErp.say(500, "");
        case 4 -> new Reaction.Say(503, "", Map.of("Retry-After", "1"));
        case 5 -> new Reaction.Hang();
        case 6 -> new Reaction.TakeThenStall(200);
        case 7 -> new Reaction.TakeLate(200);
        case 8 -> new Reaction.Drop(true);
        case 9 -> new Reaction.Drop(false);
        case 10 -> new Reaction.StallInBody();
        default -> new Reaction.Take(random.nextBoolean() ? 200 : 409);
      };
    }
  }
}
