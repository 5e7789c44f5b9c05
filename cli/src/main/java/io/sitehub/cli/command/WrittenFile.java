package io.sitehub.cli.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.sitehub.cli.query.Reply;
import io.sitehub.cli.screen.ExitCode;
import io.sitehub.cli.screen.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A JSON file that a person wrote: what is wrong with it is shown at its line and column. */
final class WrittenFile {
  private final Path path;
  private final byte[] bytes;

  private WrittenFile(Path path, byte[] bytes) {
    this.path = path;
    this.bytes = bytes;
  }

  /**
   * Reads a file.
   *
   * @throws Problem if it cannot be read, or is no JSON
   */
  static WrittenFile read(Path path) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(path);
    } catch (IOException e) {
      throw new Problem(ExitCode.USAGE, path + " cannot be read: " + e, "name a file that can");
    }
    WrittenFile file = new WrittenFile(path, bytes);
    file.places();
    return file;
  }

  byte[] bytes() {
    return bytes;
  }

  /** The text of a member of the outermost object; empty if there is none. */
  String member(String name) {
    try (JsonParser parser = new JsonFactory().createParser(bytes)) {
      parser.nextToken();
      String member;
      while ((member = parser.nextFieldName()) != null) {
        parser.nextToken();
        if (member.equals(name)) {
          return parser.getText();
        }
        parser.skipChildren();
      }
      return "";
    } catch (IOException e) {
      return "";
    }
  }

  /** The answer to this file, or what is wrong with it. */
  JsonNode accepted(Reply reply) {
    return switch (reply) {
      case Reply.Answer(JsonNode body) -> body;
      case Reply.Unknown(String detail) ->
          throw new Problem(
              ExitCode.FAILED, detail, "configure the site first: ./sitehub config set FILE");
      case Reply.Refused(int status, JsonNode problem) when status != 422 ->
          throw Api.refused(status, problem);
      case Reply.Refused(int _, JsonNode problem) -> throw wrong(problem);
    };
  }

  private Problem wrong(JsonNode problem) {
    Map<String, JsonLocation> places = places();
    List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
    List<String> shown = new ArrayList<>();
    for (JsonNode violation : problem.path("violations")) {
      String pointer = violation.path("pointer").asText();
      String detail = violation.path("detail").asText();
      JsonLocation at = place(places, pointer);
      shown.add(
          "%s:%d:%d: %s %s"
              .formatted(
                  path, at.getLineNr(), at.getColumnNr(), pointer, detail.indent(0).strip()));
      if (at.getLineNr() <= lines.size()) {
        shown.add("    " + lines.get(at.getLineNr() - 1).replace('\t', ' '));
        shown.add("    " + " ".repeat(Math.max(0, at.getColumnNr() - 1)) + "^");
      }
    }
    return new Problem(
        ExitCode.FAILED,
        "nothing was changed, because of " + path + ":\n" + String.join("\n", shown),
        "mend the file and send it again");
  }

  /** Of what is missing, the place of what it is missing in. */
  private static JsonLocation place(Map<String, JsonLocation> places, String pointer) {
    String at = pointer;
    while (!places.containsKey(at) && !at.isEmpty()) {
      at = at.substring(0, at.lastIndexOf('/'));
    }
    return places.getOrDefault(at, new JsonLocation(null, 0, 1, 1));
  }

  /** Where each value begins, by its JSON pointer. */
  private Map<String, JsonLocation> places() {
    Map<String, JsonLocation> places = new HashMap<>();
    try (JsonParser parser = new JsonFactory().createParser(bytes)) {
      JsonToken token;
      while ((token = parser.nextToken()) != null) {
        if (token != JsonToken.FIELD_NAME && !token.isStructEnd()) {
          String pointer =
              token.isStructStart()
                  ? parser.getParsingContext().getParent().pathAsPointer().toString()
                  : parser.getParsingContext().pathAsPointer().toString();
          places.putIfAbsent(pointer, parser.currentTokenLocation());
        }
      }
      return places;
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw new Problem(
          ExitCode.USAGE,
          "%s:%d:%d: is not JSON: %s"
              .formatted(path, at.getLineNr(), at.getColumnNr(), e.getOriginalMessage()),
          "mend the file and send it again");
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
  }
}
