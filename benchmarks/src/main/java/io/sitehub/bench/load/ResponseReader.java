package io.sitehub.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Finds the end of an HTTP/1.1 response, and its status, in the bytes that have come so far. */
final class ResponseReader {
  private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LAST_CHUNK = {'0', '\r', '\n', '\r', '\n'};

  private int bodyAt;
  private int length;
  private int status;

  void reset() {
    bodyAt = 0;
    length = -1;
    status = 0;
  }

  /** Status of the response; meaningful once it is complete. */
  int status() {
    return status;
  }

  /**
   * Whether the response is complete.
   *
   * @param received what has come of one response, from 0 to the buffer's position
   */
  boolean isComplete(ByteBuffer received) {
    byte[] bytes = received.array();
    int end = received.position();
    if (bodyAt == 0 && !readHead(bytes, end)) {
      return false;
    }
    return length >= 0 ? end >= bodyAt + length : endsWithLastChunk(bytes, end);
  }

  private boolean readHead(byte[] bytes, int end) {
    int head = endOfHead(bytes, end);
    if (head < 0) {
      return false;
    }
    bodyAt = head;
    status = (bytes[9] - '0') * 100 + (bytes[10] - '0') * 10 + bytes[11] - '0';
    length = contentLength(bytes, head);
    return true;
  }

  private static int endOfHead(byte[] bytes, int end) {
    for (int i = 3; i < end; i++) {
      if (bytes[i] == '\n'
          && bytes[i - 1] == '\r'
          && bytes[i - 2] == '\n'
          && bytes[i - 3] == '\r') {
        return i + 1;
      }
    }
    return -1;
  }

  private static int contentLength(byte[] bytes, int head) {
    for (int line = 0; line < head - LENGTH.length; line++) {
      if (bytes[line] == '\n' && startsWithLength(bytes, line + 1)) {
        int value = 0;
        for (int i = line + 1 + LENGTH.length; bytes[i] != '\r'; i++) {
          value = bytes[i] == ' ' ? value : value * 10 + bytes[i] - '0';
        }
        return value;
      }
    }
    return -1;
  }

  private static boolean startsWithLength(byte[] bytes, int at) {
    for (int i = 0; i < LENGTH.length; i++) {
      if ((bytes[at + i] | 0x20) != LENGTH[i] && bytes[at + i] != LENGTH[i]) {
        return false;
      }
    }
    return true;
  }

  private boolean endsWithLastChunk(byte[] bytes, int end) {
    int from = end - LAST_CHUNK.length;
    if (from < bodyAt) {
      return false;
    }
    for (int i = 0; i < LAST_CHUNK.length; i++) {
      if (bytes[from + i] != LAST_CHUNK[i]) {
        return false;
      }
    }
    return true;
  }
}
