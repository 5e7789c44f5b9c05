package io.sitehub.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of a request, with places where a number of its own is written each time it is sent.
 */
public final class RequestTemplate {

  /** Stands in a body where the number goes, as 16 hexadecimal digits. */
  public static final String NUMBER = "################";

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final byte[] bytes;
  private final int[] numberAt;
  private final int events;
  private final String body;

  private RequestTemplate(byte[] bytes, int[] numberAt, int events, String body) {
    this.bytes = bytes;
    this.numberAt = numberAt;
    this.events = events;
    this.body = body;
  }

  /**
   * A POST.
   *
   * @param events how many events the body holds: what a request counts for
   */
  public static RequestTemplate post(
      String authority, String path, String contentType, String body, int events) {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(path, authority, contentType, content.length);
    return new RequestTemplate(
        (head + body).getBytes(StandardCharsets.UTF_8), places(head + body), events, body);
  }

  /** A GET; the path may hold {@link #NUMBER}. */
  public static RequestTemplate get(String authority, String path) {
    String head = "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(path, authority);
    return new RequestTemplate(head.getBytes(StandardCharsets.UTF_8), places(head), 1, "");
  }

  private static int[] places(String text) {
    List<Integer> places = new ArrayList<>();
    int at = text.indexOf(NUMBER);
    while (at >= 0) {
      places.add(text.substring(0, at).getBytes(StandardCharsets.UTF_8).length);
      at = text.indexOf(NUMBER, at + NUMBER.length());
    }
    return places.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The body, with {@link #NUMBER} where the numbers go. */
  public String body() {
    return body;
  }

  /** How many events a request counts for. */
  public int events() {
    return events;
  }

  /** How many numbers a request uses up. */
  int numbers() {
    return numberAt.length;
  }

  int length() {
    return bytes.length;
  }

  /** Puts the request into an empty buffer, with the numbers from {@code first} on. */
  void writeTo(ByteBuffer buffer, long first) {
    for (int i = 0; i < numberAt.length; i++) {
      long number = first + i;
      for (int digit = NUMBER.length() - 1; digit >= 0; digit--) {
        bytes[numberAt[i] + digit] = HEX[(int) (number & 0xf)];
        number >>>= 4;
      }
    }
    buffer.put(bytes);
  }
}
