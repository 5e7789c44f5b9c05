package io.sitehub.model.cloudevent;

import java.util.Comparator;

/**
 * The name of an event, unique for ever (CloudEvents 1.0: {@code source} + {@code id}).
 *
 * @param source the terminal, a URI-reference
 * @param id made by the terminal before it first tries to send
 */
public record EventName(String source, String id) implements Comparable<EventName> {

  private static final Comparator<EventName> ORDER =
      Comparator.comparing(EventName::source).thenComparing(EventName::id);

  @Override
  public int compareTo(EventName other) {
    return ORDER.compare(this, other);
  }
}
