package io.sitehub.gateway.submit;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.sitehub.gateway.publish.Receipt;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The body of a 200: {@code {"receipts":[{"id":…,"source":…,"partition":…,"offset":…}]}}. */
final class ReceiptJson {
  private static final int TYPICAL_BYTES = 128;
  private static final byte[] BEGIN = ascii("{\"receipts\":[");
  private static final byte[] ID = ascii("{\"id\":\"");
  private static final byte[] SOURCE = ascii("\",\"source\":\"");
  private static final byte[] PARTITION = ascii("\",\"partition\":");
  private static final byte[] OFFSET = ascii(",\"offset\":");
  private static final byte[] END = ascii("]}");

  private ReceiptJson() {}

  static byte[] bytes(List<Receipt> receipts) {
    JsonStringEncoder encoder = JsonStringEncoder.getInstance();
    ByteArrayOutputStream out = new ByteArrayOutputStream(TYPICAL_BYTES * (receipts.size() + 1));
    out.writeBytes(BEGIN);
    boolean first = true;
    for (Receipt receipt : receipts) {
      if (!first) {
        out.write(',');
      }
      first = false;
      out.writeBytes(ID);
      out.writeBytes(encoder.quoteAsUTF8(receipt.id()));
      out.writeBytes(SOURCE);
      out.writeBytes(encoder.quoteAsUTF8(receipt.source()));
      out.writeBytes(PARTITION);
      out.writeBytes(ascii(Integer.toString(receipt.partition())));
      out.writeBytes(OFFSET);
      out.writeBytes(ascii(Long.toString(receipt.offset())));
      out.write('}');
    }
    out.writeBytes(END);
    return out.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
