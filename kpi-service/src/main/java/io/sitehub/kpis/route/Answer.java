package io.sitehub.kpis.route;

import java.util.Optional;

/** What came of asking about a partition, whoever answered. */
public sealed interface Answer {

  /**
   * Somebody answered.
   *
   * @param freshness how old the answer may be
   * @param zone time zone of the site it is about, if it is about one
   * @param config which versions of the site's configuration and KPIs it rests on, if it says so
   * @param body the answer, in the form of the internal protocol
   */
  record Found(Freshness freshness, Optional<String> zone, Optional<String> config, byte[] body)
      implements Answer {}

  /**
   * There is no such thing.
   *
   * @param freshness how old that knowledge may be
   */
  record Unknown(Freshness freshness) implements Answer {}

  /** The question is wrong, such as a cursor that no processor gave. */
  record Refused() implements Answer {}

  /**
   * Nobody could answer before the deadline. Ask again.
   *
   * @param reason why, without addresses or names of exceptions
   */
  record Unavailable(String reason) implements Answer {}
}
