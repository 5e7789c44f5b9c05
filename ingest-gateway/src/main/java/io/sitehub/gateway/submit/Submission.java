package io.sitehub.gateway.submit;

import io.sitehub.gateway.publish.AppendOutcome;
import io.sitehub.gateway.publish.EventLog;
import io.sitehub.gateway.validate.EventValidator;
import io.sitehub.gateway.validate.Validation;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on its way: its body is read without blocking, validated, appended, and answered when
 * the log has spoken.
 */
final class Submission implements Runnable {
  private static final Logger logger = LoggerFactory.getLogger(Submission.class);
  private static final int UNKNOWN_LENGTH_BYTES = 8 * 1024;

  private final Request request;
  private final Answer answer;
  private final ContentMode mode;
  private final EventValidator validator;
  private final EventLog log;
  private final Executor responder;
  private final int maxBodyBytes;
  private byte[] body = new byte[0];
  private int length;
  private long appendedNanos;

  Submission(
      Request request,
      Answer answer,
      ContentMode mode,
      EventValidator validator,
      EventLog log,
      Executor responder,
      int maxBodyBytes) {
    this.request = request;
    this.answer = answer;
    this.mode = mode;
    this.validator = validator;
    this.log = log;
    this.responder = responder;
    this.maxBodyBytes = maxBodyBytes;
  }

  /** Reads what has arrived; called again by Jetty whenever more has. */
  @Override
  public void run() {
    try {
      if (readAll()) {
        submit();
      }
    } catch (RuntimeException e) {
      logger.atError().setCause(e).log("a request failed");
      answer.refuse(Refusal.fault());
    }
  }

  /** Whether the body is complete; if not, somebody else goes on or everything is said. */
  private boolean readAll() {
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(this);
        return false;
      }
      if (Content.Chunk.isFailure(chunk)) {
        answer.abort(chunk.getFailure());
        return false;
      }
      boolean last = chunk.isLast();
      boolean room = take(chunk.getByteBuffer());
      chunk.release();
      if (!room) {
        return false;
      }
      if (last) {
        return true;
      }
    }
  }

  private boolean take(ByteBuffer bytes) {
    int more = bytes.remaining();
    if (more == 0) {
      return true;
    }
    if (length + more > maxBodyBytes) {
      new Discard(request, maxBodyBytes, () -> answer.refuse(Refusal.bodyTooLarge(maxBodyBytes)))
          .run();
      return false;
    }
    if (length + more > body.length) {
      int announced = (int) request.getLength();
      int wanted =
          announced >= length + more
              ? announced
              : Math.min(maxBodyBytes, Math.max(UNKNOWN_LENGTH_BYTES, (length + more) * 2));
      if (!answer.tryHold(wanted)) {
        answer.refuse(Refusal.overloaded());
        return false;
      }
      body = Arrays.copyOf(body, wanted);
    }
    bytes.get(body, length, more);
    length += more;
    return true;
  }

  private void submit() {
    Validation validation =
        switch (mode) {
          case ContentMode.Structured _ -> validator.structured(body, length);
          case ContentMode.Batched _ -> validator.batched(body, length);
          case ContentMode.Binary _ -> validator.binary(request.getHeaders(), body, length);
          case ContentMode.Unsupported _ ->
              throw new IllegalStateException("refused before it was read");
        };
    switch (validation) {
      case Validation.Valid valid -> {
        body = new byte[0];
        appendedNanos = System.nanoTime();
        log.append(valid.events(), outcome -> responder.execute(() -> respond(outcome)));
      }
      case Validation.Malformed malformed -> answer.refuse(Refusal.malformed(malformed));
      case Validation.TooMany tooMany -> answer.refuse(Refusal.batchTooLarge(tooMany.allowed()));
      case Validation.Invalid invalid -> answer.refuse(Refusal.invalid(invalid), invalid.total());
    }
  }

  private void respond(AppendOutcome outcome) {
    switch (outcome) {
      case AppendOutcome.Acknowledged acknowledged -> {
        Duration after = Duration.ofNanos(System.nanoTime() - appendedNanos);
        answer.accept(acknowledged.receipts(), after);
      }
      case AppendOutcome.Unknown _ -> answer.refuse(Refusal.unknown());
      case AppendOutcome.TooLarge tooLarge ->
          answer.refuse(Refusal.recordTooLarge(tooLarge, mode instanceof ContentMode.Batched));
      case AppendOutcome.Refused refused -> {
        logger.atError().addKeyValue("reason", refused.reason()).log("the log refuses an event");
        answer.refuse(Refusal.fault());
      }
    }
  }
}
