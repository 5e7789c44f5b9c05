package io.sitehub.connectors.http;

import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;

/** A set of HTTP statuses, written as {@code 2xx,409}. */
final class Statuses {

  private static final Pattern ONE = Pattern.compile("[1-5][0-9]{2}");
  private static final Pattern CLASS = Pattern.compile("[1-5]xx");

  private final BitSet members = new BitSet(600);

  private Statuses() {}

  /**
   * Reads statuses and classes of them.
   *
   * @throws IllegalArgumentException naming the item that is neither
   */
  static Statuses parse(List<String> items) {
    Statuses statuses = new Statuses();
    for (String item : items) {
      if (ONE.matcher(item).matches()) {
        statuses.members.set(Integer.parseInt(item));
      } else if (CLASS.matcher(item).matches()) {
        int first = (item.charAt(0) - '0') * 100;
        statuses.members.set(first, first + 100);
      } else {
        throw new IllegalArgumentException(
            "'" + item + "' is neither a status such as 409 nor a class such as 2xx");
      }
    }
    return statuses;
  }

  boolean contains(int status) {
    return members.get(status);
  }

  /** What both sets have, in ascending order. */
  List<Integer> sharedWith(Statuses other) {
    BitSet shared = (BitSet) members.clone();
    shared.and(other.members);
    return shared.stream().boxed().toList();
  }
}
