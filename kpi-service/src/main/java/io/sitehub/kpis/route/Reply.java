package io.sitehub.kpis.route;

import java.util.Optional;

/** What came of asking one processor once. */
public sealed interface Reply {

  /**
   * It answered.
   *
   * @param freshness how old the answer may be
   * @param zone time zone of the site it is about, if it is about one
   * @param config which versions of the site's configuration and KPIs it rests on, if it says so
   * @param body the answer, in the form of the internal protocol
   */
  record Found(Freshness freshness, Optional<String> zone, Optional<String> config, byte[] body)
      implements Reply {}

  /** It holds the partition and knows of no such thing. */
  record Unknown(Freshness freshness, Optional<String> zone) implements Reply {}

  /** It understood that it was asked wrongly: asking another is of no use. */
  record Refused() implements Reply {}

  /** It does not hold the partition: the routing is out of date. */
  record NotHeld() implements Reply {}

  /** It holds the partition and is not ready: ask another, or later. */
  record NotReady() implements Reply {}

  /** No answer: it is dead, frozen, cut off or broken. Ask another, and ask it last from now on. */
  record Failed(String reason) implements Reply {}
}
