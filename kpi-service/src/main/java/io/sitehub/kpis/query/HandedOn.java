package io.sitehub.kpis.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.javalin.http.Context;
import io.sitehub.kit.http.HttpService;
import java.util.Map;

/**
 * Answers with what a processor told as it is: lists are long, and reading them only to write them
 * again would cost more than all else that is done for them.
 */
final class HandedOn {
  private static final ObjectWriter JSON = HttpService.jsonMapper().writer();

  private HandedOn() {}

  /**
   * Answers with an object that has these members and, behind them, those that were told.
   *
   * @param first at least one; none that the processor tells too
   * @param told a JSON object in UTF-8
   * @throws IllegalStateException if that is no object
   */
  static void answer(Context context, Map<String, Object> first, byte[] told) {
    if (told.length < 2 || told[0] != '{' || told[told.length - 1] != '}') {
      throw new IllegalStateException("a processor answered with something else than an object");
    }
    byte[] answer = json(first);
    if (told.length > 2) { // else nothing would follow the comma
      byte[] whole = new byte[answer.length + told.length - 1];
      System.arraycopy(answer, 0, whole, 0, answer.length);
      whole[answer.length - 1] = ',';
      System.arraycopy(told, 1, whole, answer.length, told.length - 1);
      answer = whole;
    }
    context.contentType("application/json").result(answer);
  }

  private static byte[] json(Map<String, Object> members) {
    try {
      return JSON.writeValueAsBytes(members);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("an envelope can be written", impossible);
    }
  }
}
