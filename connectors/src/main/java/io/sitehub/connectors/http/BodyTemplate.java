package io.sitehub.connectors.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import io.sitehub.model.state.Ticket;
import java.util.ArrayList;
import java.util.List;

/**
 * JSON with places for a ticket's fields: <code>{"ticket":"${publicNumber}","net":${netKg}}</code>.
 * Inside a string a field's text is put, escaped, and nothing where the ticket lacks it; outside
 * one its JSON value, or {@code null}.
 */
final class BodyTemplate implements TicketBody {

  private static final String OPEN = "${";

  private final List<Part> parts;

  private sealed interface Part {
    record Text(String text) implements Part {}

    record Field(JsonPointer pointer, boolean insideString) implements Part {}
  }

  private BodyTemplate(List<Part> parts) {
    this.parts = parts;
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException naming the place that has no such field, or saying why it
   *     makes no JSON
   */
  static BodyTemplate parse(String template) {
    List<Part> parts = new ArrayList<>();
    boolean insideString = false;
    int at = 0;
    while (at < template.length()) {
      int open = template.indexOf(OPEN, at);
      int end = open < 0 ? template.length() : open;
      String text = template.substring(at, end);
      parts.add(new Part.Text(text));
      insideString = isInsideString(text, insideString);
      if (open < 0) {
        break;
      }
      int close = template.indexOf('}', open);
      if (close < 0) {
        throw new IllegalArgumentException("the ${ at character " + (open + 1) + " has no }");
      }
      parts.add(new Part.Field(pointer(template, open, close), insideString));
      at = close + 1;
    }
    BodyTemplate parsed = new BodyTemplate(List.copyOf(parts));
    parsed.refuseUnlessJson(TicketFields.fullSpecimen());
    parsed.refuseUnlessJson(TicketFields.bareSpecimen());
    return parsed;
  }

  private static JsonPointer pointer(String template, int open, int close) {
    String name = template.substring(open + OPEN.length(), close);
    JsonPointer pointer = TicketFields.all().get(name);
    if (pointer == null) {
      throw new IllegalArgumentException(
          "a ticket has no field for ${%s} at character %d; it has %s"
              .formatted(name, open + 1, String.join(", ", TicketFields.all().keySet())));
    }
    return pointer;
  }

  /** Whether a string is open after this text. */
  private static boolean isInsideString(String text, boolean before) {
    boolean inside = before;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (inside && c == '\\') {
        i++;
      } else if (c == '"') {
        inside = !inside;
      }
    }
    return inside;
  }

  private void refuseUnlessJson(Ticket specimen) {
    try {
      if (TicketFields.read(of(specimen)).isMissingNode()) {
        throw new IllegalArgumentException("it is empty");
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "filled in, it is not JSON: " + e.getOriginalMessage().replace('\n', ' '), e);
    }
  }

  @Override
  public String of(Ticket ticket) {
    JsonNode tree = TicketFields.tree(ticket);
    StringBuilder out = new StringBuilder();
    for (Part part : parts) {
      switch (part) {
        case Part.Text(String text) -> out.append(text);
        case Part.Field(JsonPointer pointer, boolean insideString) -> {
          JsonNode value = tree.at(pointer);
          if (insideString) {
            JsonStringEncoder.getInstance().quoteAsString(value.asText(""), out);
          } else {
            out.append(value.isMissingNode() ? "null" : value.toString());
          }
        }
      }
    }
    return out.toString();
  }
}
