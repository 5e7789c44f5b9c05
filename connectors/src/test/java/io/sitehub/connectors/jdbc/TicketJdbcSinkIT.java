package io.sitehub.connectors.jdbc;

import static io.sitehub.connectors.ticket.TicketLog.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.connectors.ticket.IssuedTicket;
import io.sitehub.connectors.ticket.TicketLog;
import io.sitehub.connectors.ticket.TicketReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketJdbcSinkIT {

  private static ErpDatabase database;

  private final MovableClock clock = new MovableClock(TicketLog.FIRST);
  private String schema;
  private Map<String, String> config;

  @BeforeAll
  static void startDatabase(@TempDir Path directory) {
    database = ErpDatabase.start(directory);
  }

  @AfterAll
  static void stopDatabase() {
    database.close();
  }

  @BeforeEach
  void newSchema() {
    schema = database.newSchema();
    config = database.config(schema);
  }

  @Test
  void aTicketIsInTheTablesWithAllOfItsRevisionsAndWeighings() {
    // Given
    TicketLog log = new TicketLog(1);
    log.append(0, ticket(1, 1), 0);
    log.append(0, ticket(2, 1), 1);
    log.append(0, ticket(1, 2), 1);
    FakeWorker worker = worker(log);

    // When
    worker.start(config, log.names(), Map.of());
    worker.drain(10);

    // Then
    assertHolds(log.tickets());
    assertThat(worker.committed()).containsExactly(Map.entry(log.names().getFirst(), 5L));
  }

  @Test
  void whatTheDatabaseHasIsNotWrittenAgainWhateverConnectBelieves() {
    // Given
    TicketLog log = TicketLog.random(2, 40, random(1));
    FakeWorker first = worker(log);
    first.start(config, log.names(), Map.of());
    first.drain(10);
    first.stop();
    database.execute(
        "create function %1$s.refuse() returns trigger language plpgsql as".formatted(schema)
            + " 'begin raise exception ''written again''; end';"
            + "create trigger once before insert on %1$s.sitehub_ticket execute function %1$s.refuse()"
                .formatted(schema));

    // When
    FakeWorker second = worker(log);
    second.start(config, log.names(), Map.of());
    second.drain(10);

    // Then
    assertThat(second.rejected()).isEmpty();
    assertHolds(log.tickets());
  }

  @Test
  void aDatabaseThatWasRestoredFromABackupIsFilledUpAgain() {
    // Given
    TicketLog log = TicketLog.random(1, 40, random(2));
    FakeWorker worker = worker(log);
    worker.start(config, log.names(), Map.of());
    worker.drain(10);
    Map<TopicPartition, Long> committed = worker.committed();
    worker.stop();
    for (Table<?> table : ErpTables.all()) {
      database.execute("delete from " + schema + ".sitehub_" + table.name() + " where number > 5");
    }
    database.execute("update " + schema + ".sitehub_offset set next_offset = 3");

    // When
    FakeWorker later = worker(log);
    later.start(config, log.names(), committed);
    later.drain(10);

    // Then
    assertHolds(log.tickets());
  }

  @Test
  void oneThatWasReplacedHasNoEffectAndItsSuccessorWritesOn() {
    // Given
    TicketLog log = TicketLog.random(1, 60, random(3));
    FakeWorker replaced = worker(log);
    replaced.start(config, log.names(), Map.of());
    replaced.turn(10);
    replaced.turn(10);
    FakeWorker successor = worker(log);
    successor.start(config, log.names(), Map.of());
    successor.turn(10);
    long owner = owner();

    // When
    replaced.turn(10);

    // Then
    assertThat(replaced.lastFailure()).contains("another task has taken over site.tickets.v1-0");
    assertThat(owner()).isEqualTo(owner);
    replaced.lose(log.names());
    successor.drain(10);
    assertHolds(log.tickets());
  }

  @Test
  void oneThatWasFencedByMistakeIsTheOwnerAgainAfterSeconds() {
    // Given
    TicketLog log = TicketLog.random(1, 60, random(4));
    FakeWorker member = worker(log);
    member.start(config, log.names(), Map.of());
    member.turn(10);
    member.turn(10);
    FakeWorker stray = worker(log);
    stray.start(config, log.names(), Map.of());
    stray.turn(10);

    // When
    member.turn(10);
    assertThat(member.lastFailure()).contains("another task");
    clock.pass(Duration.ofSeconds(7));

    // Then
    member.drain(10);
    assertHolds(log.tickets());
  }

  /** Fails if the position is committed outside the transaction of the rows. */
  @Test
  void thePositionMovesWithTheRowsOrNotAtAll() {
    // Given
    TicketLog log = TicketLog.random(1, 20, random(8));
    FakeWorker worker = worker(log);
    worker.start(config, log.names(), Map.of());
    worker.turn(10);
    database.execute(
        "create function %1$s.fail() returns trigger language plpgsql as".formatted(schema)
            + " 'begin raise exception ''not now'' using errcode = ''40001''; end';"
            + "create trigger failing before insert on %1$s.sitehub_ticket execute function %1$s.fail()"
                .formatted(schema));

    // When
    worker.turn(10);
    assertThat(worker.lastFailure()).contains("not now");
    database.execute("drop trigger failing on " + schema + ".sitehub_ticket");
    worker.drain(10);

    // Then
    assertThat(worker.rejected()).isEmpty();
    assertHolds(log.tickets());
  }

  @Test
  void anOlderRevisionDoesNotTakeThePlaceOfANewerOne() {
    // Given
    TicketLog log = new TicketLog(2);
    log.append(0, ticket(7, 2), 0);
    FakeWorker worker = worker(log);
    worker.start(config, log.names(), Map.of());
    worker.drain(10);

    // When
    log.append(1, ticket(7, 1), 0);
    worker.drain(10);

    // Then
    assertHolds(log.tickets());
  }

  @Test
  void whatTheDatabaseRefusesIsPutAsideWithItsAnswerAndBlocksNothing() {
    // Given
    TicketLog log = new TicketLog(1);
    FakeWorker worker = worker(log);
    worker.start(config, log.names(), Map.of());
    worker.drain(10);
    database.execute(
        "alter table %s.sitehub_ticket add constraint known_carrier check (carrier <> 'carrier-2')"
            .formatted(schema));

    // When
    for (int number = 1; number <= 4; number++) {
      log.append(0, ticket(number, 1), 0);
    }
    worker.drain(10);

    // Then
    assertThat(worker.rejected()).containsOnlyKeys(1L);
    assertThat(worker.rejected().get(1L)).contains("23514").contains("known_carrier");
    assertHolds(log.tickets().stream().filter(each -> each.ticket().getNumber() != 2).toList());
  }

  @Test
  void whatIsNoTicketIsPutAside() {
    // Given
    TicketLog log = new TicketLog(1);
    log.append(0, ticket(1, 1), 0);
    log.append(0, "lyon-1/2", new byte[] {1, 2, 3}, 0);
    log.append(0, ticket(3, 1), 0);
    FakeWorker worker = worker(log);

    // When
    worker.start(config, log.names(), Map.of());
    worker.drain(10);

    // Then
    assertThat(worker.rejected()).containsOnlyKeys(1L);
    assertHolds(log.tickets());
  }

  @Test
  void aTableThatIsMissingIsWaitedForAndTheStatementIsSaid() {
    // Given
    TicketLog log = TicketLog.random(1, 20, random(5));
    config.put(JdbcSinkConfig.TABLES, "check");
    FakeWorker worker = worker(log);
    worker.start(config, log.names(), Map.of());

    // When
    worker.turn(10);

    // Then
    for (int table = 0; table < 4; table++) {
      String said = worker.lastFailure();
      assertThat(said).contains("there is no table " + schema).contains("to run: create table");
      database.execute(said.substring(said.indexOf("create table")));
      worker.turn(10);
    }
    worker.drain(10);
    assertHolds(log.tickets());
  }

  @Test
  void aColumnThatIsMissingOrOfAnotherTypeIsNotAltered() {
    // Given
    TicketLog log = TicketLog.random(1, 20, random(6));
    FakeWorker first = worker(log);
    first.start(config, log.names(), Map.of());
    first.turn(10);
    first.stop();
    database.execute("alter table " + schema + ".sitehub_ticket drop column material");
    FakeWorker worker = worker(log);
    worker.start(config, log.names(), Map.of());

    // When
    worker.turn(10);

    // Then
    assertThat(worker.lastFailure())
        .contains("has no column material")
        .contains("alter table " + schema + ".sitehub_ticket add column material text");
    database.execute("alter table " + schema + ".sitehub_ticket add column material integer");
    worker.turn(10);
    assertThat(worker.lastFailure()).contains("column material").contains("int4");
  }

  @Test
  void aPasswordThatIsWrongIsSaidAndTriedAgain() {
    // Given
    TicketLog log = TicketLog.random(1, 20, random(7));
    config.put(JdbcSinkConfig.USER, "nobody_there");
    FakeWorker worker = worker(log);
    worker.start(config, log.names(), Map.of());

    // When
    worker.turn(10);

    // Then
    assertThat(worker.lastFailure())
        .contains("does not let the user nobody_there in")
        .contains(JdbcSinkConfig.PASSWORD);
    database.execute("create role nobody_there superuser login password 'secret of the erp'");
    worker.drain(10);
    assertHolds(log.tickets());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whateverDiesWheneverEachTicketHasOneEffect(long defaultSeed) {
    // Given
    long seed = Long.getLong("sitehub.seed", defaultSeed);
    RandomGenerator random = random(seed);
    TicketLog log = TicketLog.random(3, 400, random);
    countEffects();

    // When
    new Turmoil(log, config, database, random, clock).run();

    // Then
    assertThat(effectsThatAreNotOne()).as("seed %d", seed).isEmpty();
    assertHolds(log.tickets());
  }

  /** Every row that is written leaves a trace, in the transaction that writes it. */
  private void countEffects() {
    FakeWorker empty = worker(new TicketLog(0));
    empty.start(config, List.of(new TopicPartition("none", 0)), Map.of());
    empty.turn(1);
    empty.stop();
    database.execute(
        """
        create table %1$s.effect (number bigint, revision integer);
        create function %1$s.trace() returns trigger language plpgsql as
          'begin insert into %1$s.effect values (new.number, new.revision); return new; end';
        create trigger traced after insert or update on %1$s.sitehub_ticket_revision
          for each row execute function %1$s.trace()
        """
            .formatted(schema));
  }

  private List<Object> effectsThatAreNotOne() {
    return database.column(
        """
        select r.number || '/' || r.revision || ': ' || count(e.number)
        from %1$s.sitehub_ticket_revision r left join %1$s.effect e using (number, revision)
        group by r.number, r.revision having count(e.number) <> 1
        """
            .formatted(schema));
  }

  private long owner() {
    return ((Number) database.column("select owner from " + schema + ".sitehub_offset").getFirst())
        .longValue();
  }

  private FakeWorker worker(TicketLog log) {
    return worker(log, clock);
  }

  static FakeWorker worker(TicketLog log, InstantSource clock) {
    return new FakeWorker(
        log, new TicketJdbcSinkTask(clock, urls -> new TicketReader(log.registry())));
  }

  private void assertHolds(Collection<IssuedTicket> tickets) {
    assertThat(database.rows(schema, ErpTables.TICKETS))
        .isEqualTo(ErpDatabase.expected(ErpTables.TICKETS, ErpDatabase.newest(tickets)));
    assertThat(database.rows(schema, ErpTables.REVISIONS))
        .isEqualTo(ErpDatabase.expected(ErpTables.REVISIONS, tickets));
    assertThat(database.rows(schema, ErpTables.WEIGHINGS))
        .isEqualTo(ErpDatabase.expected(ErpTables.WEIGHINGS, ErpDatabase.weighings(tickets)));
  }

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }
}
