package io.sitehub.model.cloudevent;

import java.util.List;

/** What the headers of a Kafka record turned out to be. */
public sealed interface HeadersRead {

  /** The attributes of an event of the catalogue, all of them within the rules. */
  record Complete(EventAttributes attributes) implements HeadersRead {}

  /**
   * A well-formed event of a type this release does not know: it may be one of a newer release.
   *
   * @param type its CloudEvents {@code type}
   */
  record UnknownType(String type) implements HeadersRead {}

  /**
   * Not an event of Sitehub.
   *
   * @param problems all that is wrong, in the order of the headers' names; never empty
   */
  record Malformed(List<Problem> problems) implements HeadersRead {}

  /**
   * Something wrong with a header.
   *
   * @param header its name
   * @param detail what is wrong, without the value
   */
  record Problem(String header, String detail) {
    @Override
    public String toString() {
      return header + ": " + detail;
    }
  }
}
