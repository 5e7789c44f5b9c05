package io.sitehub.cluster.erp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sitehub.cli.erp.ErpRows;
import io.sitehub.cli.erp.Reconciliation;
import io.sitehub.cli.erp.Rejection;
import io.sitehub.cli.erp.Rejections;
import io.sitehub.cli.erp.TicketConnector;
import io.sitehub.cli.log.TopicScan;
import io.sitehub.cli.site.Instance;
import io.sitehub.local.ChildProcess;
import io.sitehub.model.topic.TopicCatalogue;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each ticket has exactly one effect in the ERP, whoever dies or freezes on the way: real workers
 * and a real database, killed and frozen at random moments of a stream of tickets with corrections.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ErpFaultIT {
  private static final int TICKETS = Integer.getInteger("sitehub.erp.tickets", 4_000);
  private static final Duration STREAM = Duration.ofMillis(TICKETS * 13L);
  private static final Duration SOON = Duration.ofSeconds(90);

  /** A worker's death is told by its silence for 6 s. */
  private static final Duration ELSEWHERE_WITHIN = Duration.ofSeconds(15);

  /** Longer than that. */
  private static final Duration FROZEN = Duration.ofSeconds(12);

  private static ErpSite site;
  private final Random random = new Random(Long.getLong("sitehub.seed", 1));

  @BeforeAll
  static void start(@TempDir Path root) throws Exception {
    site = ErpSite.start(root);
    // Every row that is written leaves a trace, in the transaction that writes it.
    await().atMost(SOON).until(() -> !tables().isEmpty());
    site.execute(
        """
        create table erp.effect (site_id text, number bigint, revision integer);
        create function erp.trace() returns trigger language plpgsql as
          'begin insert into erp.effect values (new.site_id, new.number, new.revision); return new; end';
        create trigger traced after insert or update on erp.sitehub_ticket_revision
          for each row execute function erp.trace()
        """);
  }

  private static List<String> tables() throws SQLException {
    return site.column(
        "select table_name from information_schema.tables"
            + " where table_schema = 'erp' and table_name = 'sitehub_ticket_revision'");
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @Test
  @Order(1)
  void whoeverDiesOrFreezesEachTicketHasOneEffect() throws Exception {
    // Given
    long seed = random.nextLong();
    CompletableFuture<Void> written = new CompletableFuture<>();
    Thread.ofPlatform()
        .start(() -> {
          try (TicketStream stream = new TicketStream(site, seed)) {
            stream.write(TICKETS, STREAM);
            written.complete(null);
          } catch (Exception e) {
            written.completeExceptionally(e);
          }
        });

    // When
    pause();
    killTheOneThatWorks();
    pause();
    freezeTheOneThatWorks();
    pause();
    killTheDatabase();
    pause();
    killBoth();
    written.get(STREAM.toSeconds() + 120, TimeUnit.SECONDS);

    // Then
    awaitAllWritten();
    assertThat(effectsThatAreNotOne()).isEmpty();
    Reconciliation all = reconciled();
    assertThat(all.deviations()).isEmpty();
    assertThat(all.revisions()).isEqualTo(TICKETS);
  }

  @Test
  @Order(2)
  void whatTheErpRefusesIsPutAsideAndCanBeOfferedAgain() throws Exception {
    // Given
    site.execute(
        "alter table erp.sitehub_ticket add constraint known_carrier"
            + " check (carrier <> 'carrier-3' or site_id <> 'refused-1')");

    // When
    try (TicketStream stream = new TicketStream(site, 2)) {
      for (int number = 1; number <= 5; number++) {
        stream.write(TicketStream.ticket("refused-1", number, 1));
      }
    }
    awaitAllWritten();

    // Then
    Rejections rejections =
        new Rejections(site.bootstrapServers(), site.partitions(), site.registry());
    List<Rejection> rejected = rejections.all();
    assertThat(rejected).hasSize(1);
    assertThat(rejected.getFirst().ticket()).isEqualTo("refused-1/3");
    assertThat(rejected.getFirst().answer()).contains("known_carrier");
    assertThat(rejected.getFirst().open()).isTrue();
    assertThat(reconciled().deviations())
        .isNotEmpty()
        .allMatch(each -> each.kind() == Reconciliation.Kind.MISSING)
        .allMatch(each -> each.key().startsWith("refused-1/3"));

    // When
    site.execute("alter table erp.sitehub_ticket drop constraint known_carrier");
    rejections.redrive(rejected.getFirst(), InstantSource.system().instant());

    // Then
    await().atMost(SOON).untilAsserted(() -> assertThat(reconciled().deviations()).isEmpty());
    assertThat(rejections.all()).noneMatch(Rejection::open);
  }

  private void killTheOneThatWorks() {
    Instance victim = awaitRunning();
    long killed = System.nanoTime();
    site.process(victim.name()).kill();
    awaitElsewhere(victim, killed);
    site.launch(victim);
    site.awaitReady(victim); // one thing fails at a time
  }

  private void freezeTheOneThatWorks() throws InterruptedException {
    Instance victim = awaitRunning();
    ChildProcess process = site.process(victim.name());
    long frozen = System.nanoTime();
    process.freeze();
    awaitElsewhere(victim, frozen);
    Thread.sleep(
        Math.max(
            0, FROZEN.minusNanos(System.nanoTime() - frozen).toMillis())); // it is a zombie now
    process.thaw();
  }

  private void killTheDatabase() throws InterruptedException {
    site.process(site.database().name()).kill();
    pause();
    site.launch(site.database());
  }

  private void killBoth() throws InterruptedException {
    site.workers().forEach(worker -> site.process(worker.name()).kill());
    pause();
    site.workers().forEach(site::launch);
  }

  private static Instance awaitRunning() {
    await().atMost(SOON).until(() -> site.runsAt().isPresent());
    return site.runsAt().orElseThrow();
  }

  private static void awaitElsewhere(Instance victim, long sinceNanos) {
    await()
        .atMost(SOON)
        .until(() -> site.runsAt().filter(worker -> !worker.equals(victim)).isPresent());
    Duration took = Duration.ofNanos(System.nanoTime() - sinceNanos);
    System.out.printf(
        "the task of %s runs elsewhere after %d ms%n", victim.name(), took.toMillis());
    assertThat(took).isLessThan(ELSEWHERE_WITHIN);
  }

  private void pause() throws InterruptedException {
    Thread.sleep(500 + random.nextInt(2_500));
  }

  private static void awaitAllWritten() {
    Map<TopicPartition, Long> last = new HashMap<>();
    new TopicScan(site.bootstrapServers())
        .all(
            TopicCatalogue.TICKETS,
            record ->
                last.put(new TopicPartition(record.topic(), record.partition()), record.offset()));
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .until(() -> {
          try (ErpRows rows = ErpRows.of(site.access())) {
            Map<TopicPartition, Long> positions = rows.positions(TicketConnector.NAME);
            return last.entrySet().stream()
                .allMatch(each -> positions.getOrDefault(each.getKey(), 0L) > each.getValue());
          }
        });
  }

  private static List<String> effectsThatAreNotOne() throws SQLException {
    return site.column(
        """
        select r.site_id || '/' || r.number || '/' || r.revision || ': ' || count(e.number)
        from erp.sitehub_ticket_revision r left join erp.effect e using (site_id, number, revision)
        group by r.site_id, r.number, r.revision having count(e.number) <> 1
        """);
  }

  private static Reconciliation reconciled() throws SQLException {
    try (ErpRows rows = ErpRows.of(site.access())) {
      return Reconciliation.of(
          site.bootstrapServers(),
          site.registry(),
          rows,
          Instant.EPOCH,
          InstantSource.system().instant());
    }
  }
}
