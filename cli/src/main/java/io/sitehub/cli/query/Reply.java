package io.sitehub.cli.query;

import com.fasterxml.jackson.databind.JsonNode;

/** What the query API said. */
public sealed interface Reply {

  /**
   * The answer.
   *
   * @param body as in the OpenAPI document
   */
  record Answer(JsonNode body) implements Reply {}

  /**
   * There is nothing like that.
   *
   * @param detail what there is not
   */
  record Unknown(String detail) implements Reply {}

  /**
   * The question is wrong.
   *
   * @param problem RFC 9457, with all violations
   */
  record Refused(int status, JsonNode problem) implements Reply {}
}
