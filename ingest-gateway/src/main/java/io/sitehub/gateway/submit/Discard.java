package io.sitehub.gateway.submit;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * Reads a body that is refused anyway, within bounds, before it is answered: a client that is still
 * sending while the connection is closed sees a broken connection instead of the answer. A client
 * that waits for {@code 100 Continue}, or announces more than the bounds, is answered at once.
 */
final class Discard implements Runnable {
  private static final int GENEROSITY = 8;

  private final Request request;
  private final Runnable then;
  private long left;

  Discard(Request request, int maxBodyBytes, Runnable then) {
    this.request = request;
    this.then = then;
    this.left = (long) maxBodyBytes * GENEROSITY;
    if (request.getLength() > left || request.getHeaders().contains(HttpHeader.EXPECT)) {
      left = 0;
    }
  }

  @Override
  public void run() {
    while (left > 0) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(this);
        return;
      }
      boolean last = chunk.isLast() || Content.Chunk.isFailure(chunk);
      left -= chunk.remaining();
      chunk.release();
      if (last) {
        break;
      }
    }
    then.run();
  }
}
