package io.sitehub.cli.oracle;

import io.sitehub.model.cloudevent.EventName;
import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.event.RecordCorrected;
import io.sitehub.model.json.AvroToJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A site's log from a seed, over a night in which clocks are put forward: trucks that do as they
 * should, trucks that contradict themselves, corrections of everything and of nothing, repeats, and
 * names that are used again for something else.
 */
final class RandomSite {
  private static final Instant START = Instant.parse("2026-03-28T17:00:00Z");
  private static final Duration SPAN = Duration.ofHours(14);
  private static final List<String> STORY =
      List.of(
          "visit.announced",
          "visit.arrived",
          "vehicle.identified",
          "access.decided",
          "queue.joined",
          "queue.called",
          "gate.entered",
          "weighing.recorded",
          "station.assigned",
          "handling.started",
          "handling.completed",
          "quality.sampled",
          "quality.decided",
          "weighing.rejected",
          "weighing.recorded",
          "gate.exited",
          "visit.closed");

  private final String siteId;
  private final Random random;
  private final RandomData data;
  private final int trucks;
  private final List<SiteEvent> log = new ArrayList<>();
  private final Set<SiteEvent> clashes = Collections.newSetFromMap(new IdentityHashMap<>());
  private int sent;

  /** The log of a site that so many trucks came to. */
  RandomSite(String siteId, long seed, int trucks) {
    this.siteId = siteId;
    this.random = new Random(seed);
    this.data = new RandomData(random);
    this.trucks = trucks;
    for (int truck = 0; truck < trucks; truck++) {
      Instant start = START.plusSeconds(random.nextInt((int) SPAN.toSeconds()));
      if (random.nextInt(4) == 0) {
        contradict("v-" + truck, start);
      } else {
        tellStory("v-" + truck, start);
      }
    }
    for (int i = 0; i < trucks / 4; i++) {
      add("device.status", null, START.plusSeconds(random.nextInt(50_000)));
      add("exception.raised", null, START.plusSeconds(random.nextInt(50_000)));
    }
    int corrections = log.size() / 10;
    for (int i = 0; i < corrections; i++) {
      log.add(correction());
    }
    List<SiteEvent> all = List.copyOf(log);
    for (int i = 0; i < all.size() / 40; i++) {
      reuseName(all.get(random.nextInt(all.size())));
    }
    for (int i = 0; i < all.size() / 8; i++) {
      log.add(log.get(random.nextInt(log.size())));
    }
  }

  /** In the order in which the terminals made them. */
  List<SiteEvent> log() {
    return log;
  }

  /** How many of the events must go to dead letters, however the log is ordered. */
  long clashes() {
    return log.stream().filter(clashes::contains).count();
  }

  /** In another order, but of events with the same name the first stays the first. */
  List<SiteEvent> inAnotherOrder(long order) {
    List<SiteEvent> shuffled = new ArrayList<>(log);
    Collections.shuffle(shuffled, new Random(order));
    return firstOfEachNameFirst(shuffled);
  }

  private List<SiteEvent> firstOfEachNameFirst(List<SiteEvent> ordered) {
    Map<EventName, Deque<SiteEvent>> byName = new HashMap<>();
    for (SiteEvent event : log) {
      byName.computeIfAbsent(event.name(), name -> new ArrayDeque<>()).add(event);
    }
    List<SiteEvent> result = new ArrayList<>();
    for (SiteEvent event : ordered) {
      result.add(byName.getOrDefault(event.name(), new ArrayDeque<>()).remove());
    }
    return result;
  }

  /** As the log of a day has it: by time, but one in ten comes hours late. */
  List<SiteEvent> asItArrives() {
    Random late = new Random(log.size());
    Map<SiteEvent, Instant> arrivals = new IdentityHashMap<>();
    for (SiteEvent event : log) {
      Duration delay =
          late.nextInt(10) == 0
              ? Duration.ofMinutes(late.nextInt(600))
              : Duration.ofMillis(late.nextInt(5000));
      arrivals.putIfAbsent(event, event.time().plus(delay));
    }
    List<SiteEvent> arriving = new ArrayList<>(log);
    arriving.sort(Comparator.comparing(arrivals::get));
    return firstOfEachNameFirst(arriving);
  }

  /** The steps in their order, some skipped, some twice, some together. */
  private void tellStory(String visit, Instant start) {
    Instant at = start;
    boolean weighed = false;
    boolean goesOn = true;
    for (int i = 0; i < STORY.size() && goesOn; i++) {
      String step = STORY.get(i);
      int times = random.nextInt(12) == 0 ? 0 : random.nextInt(20) == 0 ? 2 : 1;
      if (step.equals("weighing.rejected")) {
        times = random.nextInt(8) == 0 ? 1 : 0;
      }
      for (int time = 0; time < times; time++) {
        add(step, visit, at);
        at = at.plusMillis(random.nextInt(6) == 0 ? 0 : random.nextInt(900_000));
      }
      goesOn = random.nextInt(40) > 0;
    }
  }

  /** Anything, in any order. */
  private void contradict(String visit, Instant start) {
    int events = 2 + random.nextInt(20);
    for (int i = 0; i < events; i++) {
      String step =
          random.nextInt(10) == 0 ? "exception.raised" : STORY.get(random.nextInt(STORY.size()));
      add(step, visit, start.plusSeconds(60L * random.nextInt(240)));
    }
  }

  private void add(String step, @Nullable String visit, Instant at) {
    Instant time = random.nextInt(10) == 0 ? at.plusNanos(random.nextInt(2_000_000)) : at;
    log.add(event(step, visit, time, data.of(step, at)));
  }

  private SiteEvent event(String step, @Nullable String visit, Instant time, SpecificRecord what) {
    String source = "/sites/" + siteId + "/terminals/t-" + random.nextInt(5);
    Long sequence = random.nextInt(4) == 0 ? null : Long.valueOf(random.nextInt(500));
    String actor = random.nextInt(3) == 0 ? "operator-1" : null;
    return new SiteEvent(
        new EventName(source, "e-" + sent++),
        RandomData.type(step),
        siteId,
        visit,
        time,
        sequence,
        actor,
        null,
        null,
        what);
  }

  /**
   * Corrects something that was sent before, a correction perhaps, or something nobody knows.
   * Mostly of the first half of the trucks: the others keep what their events alone made of them.
   */
  private SiteEvent correction() {
    int most = random.nextInt(4) == 0 ? log.size() : log.size() / 2;
    SiteEvent target = log.get(random.nextInt(most));
    if (random.nextInt(4) == 0 && log.getLast().data() instanceof RecordCorrected) {
      target = log.getLast();
    }
    Instant time = target.time().plusSeconds(random.nextInt(40_000) - 10_000);
    RecordCorrected what =
        new RecordCorrected(
            target.name().source(),
            random.nextInt(15) == 0 ? "nobody-knows" : target.name().id(),
            "was wrong",
            random.nextBoolean() ? "foreman" : null,
            null,
            null,
            null);
    int kind = random.nextInt(10);
    if (kind >= 3) {
      SpecificRecord replacement = replacement(target, kind);
      what.setReplacementType(
          kind == 3 ? RandomData.type("gate.entered").name() : target.type().name());
      what.setReplacement(kind == 4 ? "{\"no\": 1}" : AvroToJson.text(replacement));
      if (random.nextInt(3) == 0) {
        Instant corrected = target.time().plusSeconds(random.nextInt(4000) - 2000);
        what.setReplacementTime(Instant.ofEpochMilli(corrected.toEpochMilli()));
      }
    }
    String subject =
        switch (random.nextInt(4)) {
          case 0 -> null;
          case 1 -> "v-" + random.nextInt(trucks + 2);
          default -> target.subject();
        };
    return event("record.corrected", subject, time, what);
  }

  private SpecificRecord replacement(SiteEvent target, int kind) {
    if (!(target.data() instanceof RecordCorrected before)) {
      String name = target.type().name();
      return data.of(name.substring("com.sitehub.".length(), name.length() - 3), target.time());
    }
    RecordCorrected after = RecordCorrected.newBuilder(before).setReason("was wrong too").build();
    if (kind == 5) {
      after.setCorrectsId("e-0");
    }
    if (random.nextInt(3) == 0) {
      after.setReplacementType(null);
      after.setReplacement(null);
    }
    return after;
  }

  /** The same name for something else, and sometimes that again. */
  private void reuseName(SiteEvent first) {
    if (first.subject() == null || first.data() instanceof RecordCorrected) {
      return;
    }
    SiteEvent other =
        new SiteEvent(
            first.name(),
            first.type(),
            siteId,
            first.subject(),
            first.time().plusSeconds(1 + random.nextInt(3)),
            first.deviceSeq(),
            first.actor(),
            null,
            null,
            first.data());
    clashes.add(other);
    log.add(other);
  }
}
