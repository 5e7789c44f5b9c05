package io.sitehub.model.json;

import com.fasterxml.jackson.core.JsonParser;
import io.sitehub.model.avro.AvroBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One reading of one JSON value: where it is, what it has written, what it has found wrong. */
final class JsonReading {

  /** More than a person reads; keeps the answer to a hostile request small. */
  static final int MAX_VIOLATIONS = 200;

  /** Corrections of corrections, within each other. */
  static final int MAX_CORRECTIONS = 8;

  private static final int LONGEST_DATE_TIME = 40;

  final AvroBuffer out;
  final byte[] dateTime = new byte[LONGEST_DATE_TIME];
  private final String base;
  private JsonParser parser;
  private int corrections;

  /** The path to the current value: a name, or null and an index. */
  private @Nullable String[] names = new String[16];

  private int[] indexes = new int[16];
  private int depth;
  private @Nullable List<Violation> violations;

  JsonReading(JsonParser parser, AvroBuffer out, String base) {
    this.parser = parser;
    this.out = out;
    this.base = base;
  }

  JsonParser parser() {
    return parser;
  }

  /** Reads from another text for a while: the replacement of a correction. */
  JsonParser exchangeParser(JsonParser other) {
    JsonParser previous = parser;
    parser = other;
    return previous;
  }

  /** Enters a correction; false when there are too many within each other. */
  boolean enterCorrection() {
    if (corrections == MAX_CORRECTIONS) {
      return false;
    }
    corrections++;
    return true;
  }

  void leaveCorrection() {
    corrections--;
  }

  void push(String name) {
    grow();
    names[depth++] = name;
  }

  void push(int index) {
    grow();
    names[depth] = null;
    indexes[depth++] = index;
  }

  void pop() {
    depth--;
  }

  private void grow() {
    if (depth == names.length) {
      names = Arrays.copyOf(names, depth * 2);
      indexes = Arrays.copyOf(indexes, depth * 2);
    }
  }

  boolean hasViolations() {
    return violations != null;
  }

  List<Violation> violations() {
    return violations == null ? List.of() : List.copyOf(violations);
  }

  /** Notes a violation of the current value. */
  void violate(Rule rule, String detail) {
    if (violations == null) {
      violations = new ArrayList<>();
    }
    if (violations.size() < MAX_VIOLATIONS) {
      violations.add(new Violation(pointer(), rule, detail));
    } else if (violations.size() == MAX_VIOLATIONS) {
      violations.add(new Violation(base, Rule.TOO_MANY, "has more violations than these"));
    }
  }

  /** Notes a violation of a member of the current value. */
  void violateMember(String name, Rule rule, String detail) {
    push(name);
    violate(rule, detail);
    pop();
  }

  private String pointer() {
    StringBuilder pointer = new StringBuilder(base);
    for (int i = 0; i < depth; i++) {
      String name = names[i];
      pointer.append('/');
      if (name == null) {
        pointer.append(indexes[i]);
      } else {
        pointer.append(name.replace("~", "~0").replace("/", "~1"));
      }
    }
    return pointer.toString();
  }
}
