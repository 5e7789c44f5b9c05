package io.sitehub.gateway.submit;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * Reads a body that is refused anyway, within bounds of bytes and time, before it is answered: a
 * client that is still sending while the connection is closed sees a broken connection instead of
 * the answer. A client that waits for {@code 100 Continue}, or announces more than the bounds, is
 * answered at once.
 */
final class Discard implements BodyReader.Sink {
  private static final int GENEROSITY = 8;
  private static final Duration WITHIN = Duration.ofSeconds(5);

  private final Runnable then;
  private long left;

  private Discard(long left, Runnable then) {
    this.left = left;
    this.then = then;
  }

  /** Reads the rest of the body within bounds, then runs {@code then}. */
  static void body(Request request, int maxBodyBytes, Runnable then) {
    long bound = (long) maxBodyBytes * GENEROSITY;
    if (request.getLength() == 0
        || request.getLength() > bound
        || request.getHeaders().contains(HttpHeader.EXPECT)) {
      then.run();
    } else {
      new BodyReader(request, WITHIN, new Discard(bound, then)).run();
    }
  }

  @Override
  public boolean take(ByteBuffer bytes) {
    left -= bytes.remaining();
    if (left > 0) {
      return true;
    }
    then.run();
    return false;
  }

  @Override
  public void complete() {
    then.run();
  }

  @Override
  public void tooSlow() {
    then.run();
  }

  @Override
  public void broken(Throwable cause) {
    then.run();
  }

  @Override
  public void fault(Throwable cause) {
    then.run();
  }
}
