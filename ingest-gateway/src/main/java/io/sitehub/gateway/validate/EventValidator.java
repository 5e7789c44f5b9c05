package io.sitehub.gateway.validate;

import io.sitehub.kit.problem.Violation;
import io.sitehub.model.json.Utf8Text;
import io.sitehub.model.serde.SchemaIds;
import java.time.Duration;
import java.time.InstantSource;
import org.eclipse.jetty.http.HttpFields;

/**
 * Turns the body of a request into valid events, or into every violation of every event. May be
 * used by any number of threads.
 *
 * <p>JSON becomes Avro without a tree between them; what an event costs here decides what a batch
 * costs.
 */
public final class EventValidator {
  private final SchemaIds ids;
  private final InstantSource clock;
  private final Duration maxSkew;
  private final int maxEvents;

  /**
   * A validator.
   *
   * @param ids knows the id of every event type's schema already
   * @param maxSkew how far in the future an event may be; there is no limit to the past
   * @param maxEvents how many events a batch may have
   */
  public EventValidator(SchemaIds ids, InstantSource clock, Duration maxSkew, int maxEvents) {
    this.ids = ids;
    this.clock = clock;
    this.maxSkew = maxSkew;
    this.maxEvents = maxEvents;
  }

  /** One event in the CloudEvents JSON format. */
  public Validation structured(byte[] body, int length) {
    return read(body, length, ValidationRun::structured);
  }

  /** A JSON array of events: CloudEvents JSON format, section 4. */
  public Validation batched(byte[] body, int length) {
    return read(body, length, run -> run.batched(maxEvents));
  }

  /**
   * Attributes in {@code ce-*} headers, data as the body: CloudEvents HTTP binding, section 3.1.
   */
  public Validation binary(HttpFields headers, byte[] body, int length) {
    return read(body, length, run -> run.binary(headers));
  }

  /** Whether the headers carry an event in binary mode. */
  public static boolean isBinary(HttpFields headers) {
    return BinaryHeaders.present(headers);
  }

  private interface Mode {
    Validation read(ValidationRun run);
  }

  private Validation read(byte[] body, int length, Mode mode) {
    int invalid = Utf8Text.firstInvalid(body, 0, length);
    if (invalid >= 0) {
      return new Validation.Malformed(
          new Violation(null, "", "utf-8", "must be UTF-8; byte " + invalid + " is not"));
    }
    return mode.read(new ValidationRun(body, length, ids, clock.instant().plus(maxSkew)));
  }
}
