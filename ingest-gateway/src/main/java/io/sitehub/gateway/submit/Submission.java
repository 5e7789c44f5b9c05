package io.sitehub.gateway.submit;

import io.sitehub.gateway.publish.AppendOutcome;
import io.sitehub.gateway.publish.EventLog;
import io.sitehub.gateway.validate.EventValidator;
import io.sitehub.gateway.validate.Validation;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.server.Request;

/**
 * One request on its way: its body is read without blocking, validated, appended, and answered when
 * the log has spoken.
 */
final class Submission implements BodyReader.Sink {
  private static final int SMALL_BODY_BYTES = 8 * 1024;

  private final Request request;
  private final Answer answer;
  private final ContentMode mode;
  private final EventValidator validator;
  private final EventLog log;
  private final Executor responder;
  private final int maxBodyBytes;
  private final Duration bodyTime;
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
      int maxBodyBytes,
      Duration bodyTime) {
    this.request = request;
    this.answer = answer;
    this.mode = mode;
    this.validator = validator;
    this.log = log;
    this.responder = responder;
    this.maxBodyBytes = maxBodyBytes;
    this.bodyTime = bodyTime;
  }

  /** Reads, validates, appends and answers. */
  void start() {
    new BodyReader(request, bodyTime, this).run();
  }

  @Override
  public void complete() {
    submit();
  }

  @Override
  public void tooSlow() {
    answer.refuse(Refusal.bodyTooSlow(bodyTime));
  }

  /** The client went away; or what it sends is no HTTP, which it is told. */
  @Override
  public void broken(Throwable cause) {
    if (cause instanceof HttpException http && http.getCode() / 100 == 4) {
      answer.refuse(Refusal.brokenBody());
    } else {
      answer.abort(cause);
    }
  }

  @Override
  public void fault(Throwable cause) {
    answer.fault(cause);
  }

  @Override
  public boolean take(ByteBuffer bytes) {
    int more = bytes.remaining();
    if (more == 0) {
      return true;
    }
    if (length + more > maxBodyBytes) {
      refuseUnread(Refusal.bodyTooLarge(maxBodyBytes));
      return false;
    }
    if (length + more > body.length) {
      int wanted = capacity(length + more);
      if (!answer.tryHold(wanted)) {
        refuseUnread(Refusal.overloaded());
        return false;
      }
      body = Arrays.copyOf(body, wanted);
    }
    bytes.get(body, length, more);
    length += more;
    return true;
  }

  /** What is refused holds no room while the rest of it arrives. */
  private void refuseUnread(Refusal refusal) {
    answer.leave();
    body = new byte[0];
    Discard.body(request, maxBodyBytes, () -> answer.refuse(refusal));
  }

  /**
   * Room for what has arrived and as much again, at most what was announced. Never the announced
   * length at once: clients that announce much and send little would take all the room there is.
   */
  private int capacity(int arrived) {
    long announced = request.getLength();
    int most = announced >= arrived ? (int) Math.min(announced, maxBodyBytes) : maxBodyBytes;
    return Math.min(most, Math.max(SMALL_BODY_BYTES, 2 * arrived));
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
    try {
      answer(outcome);
    } catch (Throwable e) {
      answer.fault(e);
    }
  }

  private void answer(AppendOutcome outcome) {
    switch (outcome) {
      case AppendOutcome.Acknowledged acknowledged -> {
        Duration after = Duration.ofNanos(System.nanoTime() - appendedNanos);
        answer.accept(acknowledged.receipts(), after);
      }
      case AppendOutcome.Unknown unknown -> answer.unknown(unknown.reason());
      case AppendOutcome.TooLarge tooLarge ->
          answer.refuse(Refusal.recordTooLarge(tooLarge, mode instanceof ContentMode.Batched));
      case AppendOutcome.Refused refused -> answer.fault(new LogRefused(refused.reason()));
    }
  }

  /** The log refuses an event for good; carries the reason to the log of the gateway. */
  private static final class LogRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    LogRefused(String reason) {
      super("the log refuses an event: " + reason, null, false, false);
    }
  }
}
