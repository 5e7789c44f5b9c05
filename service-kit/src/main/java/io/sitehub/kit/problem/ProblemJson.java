package io.sitehub.kit.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Renders a {@link Problem} as {@value Problem#MEDIA_TYPE}. */
public final class ProblemJson {
  private static final ObjectWriter WRITER = JsonMapper.builder().build().writerFor(Problem.class);

  private ProblemJson() {}

  /** The problem as UTF-8 JSON; members that say nothing are left out. */
  public static byte[] bytes(Problem problem) {
    try {
      return WRITER.writeValueAsBytes(problem);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a problem of plain values cannot be rendered", e);
    }
  }
}
