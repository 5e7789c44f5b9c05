package io.sitehub.kpis.deadletter;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.sitehub.kit.problem.Problem;
import io.sitehub.kit.problem.ProblemException;
import io.sitehub.kit.problem.Violation;
import io.sitehub.kpis.deadletter.DeadLetter.Place;
import io.sitehub.kpis.query.Admission;
import io.sitehub.kpis.query.Parameters;
import io.sitehub.model.time.Rfc3339;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;

/** The routes about records that could not be used. */
public final class DeadLetterApi {
  private static final int MAX_TEXT = 64;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final DeadLetterLog log;
  private final Redrive redrive;
  private final InstantSource clock;
  private final Admission admission;

  /**
   * An API.
   *
   * @param consumers makes consumers that see only what was committed
   * @param admission how many requests are answered at a time
   */
  public DeadLetterApi(
      Supplier<Consumer<byte[], byte[]>> consumers,
      Redrive redrive,
      InstantSource clock,
      Admission admission) {
    this.log = new DeadLetterLog(consumers);
    this.redrive = redrive;
    this.clock = clock;
    this.admission = admission;
  }

  /** Adds the routes to a server. */
  public void addTo(JavalinConfig server) {
    admission.get(server, "/v1/dead-letters", this::list);
    admission.get(server, "/v1/dead-letters/{letter}", this::show);
    admission.post(server, "/v1/dead-letters/{letter}/redrive", this::redrive);
  }

  private void list(Context context, Parameters parameters) {
    Optional<String> site = parameters.text("site", MAX_TEXT);
    Optional<String> reason = parameters.text("reason", MAX_TEXT);
    boolean waiting = parameters.choice("redriven", List.of("false")).isPresent();
    int limit = parameters.integer("limit", 100, 1, 1000);
    parameters.refuseIfWrong();
    Instant now = clock.instant();
    List<DeadLetter> all =
        read(log::newest).stream()
            .filter(letter -> site.isEmpty() || letter.key().equals(site.get()))
            .filter(letter -> reason.isEmpty() || letter.reason().equals(reason.get()))
            .filter(letter -> !waiting || letter.redriven().isEmpty())
            .toList();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("asOf", Rfc3339.format(now));
    answer.put("deadLetters", all.stream().limit(limit).map(DeadLetter::shown).toList());
    answer.put("older", Math.max(0, all.size() - limit));
    context.json(answer);
  }

  private void show(Context context, Parameters parameters) {
    parameters.refuseIfWrong();
    context.json(letter(context).letter().shown());
  }

  private void redrive(Context context, Parameters parameters) {
    parameters.refuseIfWrong();
    DeadLetterLog.Found found = letter(context);
    DeadLetter letter = found.letter();
    Prospect prospect = letter.prospect();
    if (!prospect.possible()) {
      throw new ProblemException(
          Problem.ofStatus(409)
              .withDetail("Nothing can come of redriving this dead letter; see violations.")
              .withViolations(
                  List.of(new Violation(null, "/reason", letter.reason(), prospect.advice())))
              .withRetryable(false));
    }
    switch (redrive.publish(found)) {
      case Redrive.Outcome.Done(DeadLetter.Redriven redriven) ->
          context.json(letter.redriven(redriven).shown());
      case Redrive.Outcome.Unknown _ ->
          throw ProblemException.unavailable(
              "It is not known whether the record was published. Ask for it again: a repeat does"
                  + " no harm.",
              RETRY_AFTER);
    }
  }

  private DeadLetterLog.Found letter(Context context) {
    String id = context.pathParam("letter");
    return Place.of(id)
        .flatMap(place -> read(() -> log.find(place)))
        .orElseThrow(() -> ProblemException.notFound("There is no dead letter '" + id + "'."));
  }

  private static <T> T read(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (KafkaException away) {
      throw ProblemException.unavailable("The log does not answer.", RETRY_AFTER);
    }
  }
}
