package io.sitehub.cli.drill.report;

import io.sitehub.cli.drill.ledger.Entry.Answer;
import io.sitehub.cli.drill.ledger.Entry.Attempt;
import io.sitehub.cli.drill.ledger.Entry.Question;
import io.sitehub.cli.drill.ledger.Entry.Seen;
import io.sitehub.cli.drill.ledger.Ledger;
import io.sitehub.cli.drill.ledger.Outcome;
import io.sitehub.cli.drill.ledger.Publication;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What users felt from one instant to another.
 *
 * @param sent events that were sent the first time
 * @param acknowledged of them
 * @param failed of them: certainly without effect
 * @param unknown of them: the sender does not know
 * @param writing longest time between two acknowledgements, over all terminals
 * @param processing longest time from an acknowledgement until the event was answered, of probes
 * @param queries longest time until a question was answered
 * @param unanswered questions nobody answered
 * @param staleness furthest that an answer said to be behind
 */
public record Impact(
    long sent,
    long acknowledged,
    long failed,
    long unknown,
    Duration writing,
    Duration processing,
    Duration queries,
    long unanswered,
    Duration staleness) {

  /** What the ledger says of this time. */
  public static Impact of(Ledger ledger, Instant from, Instant to) {
    List<Publication> sent =
        ledger.publications().values().stream()
            .filter(publication -> isWithin(publication.firstSentAt(), from, to))
            .toList();
    List<Question> questions =
        ledger.questions().stream()
            .filter(question -> isWithin(question.askedAt(), from, to))
            .toList();
    return new Impact(
        sent.size(),
        count(sent, Outcome.OK),
        count(sent, Outcome.FAILED),
        count(sent, Outcome.UNKNOWN),
        longestSilence(ledger.attempts(), from, to),
        ledger.seen().stream()
            .filter(seen -> isWithin(seen.acknowledgedAt(), from, to))
            .map(seen -> between(seen))
            .max(Duration::compareTo)
            .orElse(Duration.ZERO),
        questions.stream()
            .map(question -> Duration.between(question.askedAt(), question.at()))
            .max(Duration::compareTo)
            .orElse(Duration.ZERO),
        questions.stream().filter(question -> question.answer().isEmpty()).count(),
        questions.stream().map(Impact::staleness).max(Duration::compareTo).orElse(Duration.ZERO));
  }

  /** How long it took until all was as before. */
  public Recovery recovery() {
    return new Recovery(writing, processing, queries);
  }

  private static Duration between(Seen seen) {
    return Duration.between(seen.acknowledgedAt(), seen.at());
  }

  private static long count(List<Publication> publications, Outcome outcome) {
    return publications.stream().filter(publication -> publication.outcome() == outcome).count();
  }

  private static Duration staleness(Question question) {
    return question
        .answer()
        .filter(answer -> answer.lag() > 0)
        .map(Answer::asOf)
        .map(asOf -> Duration.between(asOf, question.at()))
        .orElse(Duration.ZERO);
  }

  /** Between acknowledgements of which the later one came in this time. */
  private static Duration longestSilence(List<Attempt> attempts, Instant from, Instant to) {
    Duration longest = Duration.ZERO;
    Instant last = null;
    for (Attempt attempt : attempts) {
      if (attempt.outcome() == Outcome.OK) {
        if (last != null && isWithin(attempt.at(), from, to)) {
          Duration silence = Duration.between(last, attempt.at());
          longest = silence.compareTo(longest) > 0 ? silence : longest;
        }
        last = attempt.at();
      }
    }
    return longest;
  }

  static boolean isWithin(Instant at, Instant from, Instant to) {
    return !at.isBefore(from) && at.isBefore(to);
  }
}
