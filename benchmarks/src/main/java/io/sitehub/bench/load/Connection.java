package io.sitehub.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One keep-alive connection with at most one request under way. */
final class Connection implements AutoCloseable {
  private static final int FIRST_RECEIVE_BYTES = 1 << 17;
  private static final int MAX_RECEIVE_BYTES = 1 << 26;

  private final InetSocketAddress target;
  private final Selector selector;
  private final ByteBuffer out;
  private ByteBuffer in = ByteBuffer.allocate(FIRST_RECEIVE_BYTES);
  private final ResponseReader response = new ResponseReader();
  private SocketChannel channel;
  private SelectionKey key;
  private long startedNanos;
  private int events;

  Connection(InetSocketAddress target, Selector selector, int longestRequest) throws IOException {
    this.target = target;
    this.selector = selector;
    this.out = ByteBuffer.allocateDirect(longestRequest);
    this.channel = open();
    this.key = register();
  }

  private SocketChannel open() throws IOException {
    SocketChannel opened = SocketChannel.open(target);
    opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
    opened.configureBlocking(false);
    return opened;
  }

  private SelectionKey register() throws IOException {
    return channel.register(selector, SelectionKey.OP_READ, this);
  }

  /**
   * Sends a request.
   *
   * @param fromNanos when the latency begins
   */
  void send(RequestTemplate request, long firstNumber, long fromNanos) throws IOException {
    startedNanos = fromNanos;
    events = request.events();
    in.clear();
    response.reset();
    out.clear();
    request.writeTo(out, firstNumber);
    out.flip();
    continueSending();
  }

  void continueSending() throws IOException {
    channel.write(out);
    key.interestOps(
        out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
  }

  boolean isSending() {
    return out.hasRemaining();
  }

  /** Reads what is there; whether the response is complete now. */
  boolean receive() throws IOException {
    if (!in.hasRemaining()) {
      if (in.capacity() >= MAX_RECEIVE_BYTES) {
        throw new IOException("a response is longer than " + MAX_RECEIVE_BYTES + " bytes");
      }
      in = ByteBuffer.allocate(2 * in.capacity()).put(in.flip());
    }
    if (channel.read(in) < 0) {
      throw new IOException("the server closed the connection");
    }
    return response.isComplete(in);
  }

  int status() {
    return response.status();
  }

  long startedNanos() {
    return startedNanos;
  }

  int events() {
    return events;
  }

  void reopen() throws IOException {
    close();
    channel = open();
    key = register();
  }

  @Override
  public void close() throws IOException {
    key.cancel();
    channel.close();
  }
}
