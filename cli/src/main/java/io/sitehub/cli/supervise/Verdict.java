package io.sitehub.cli.supervise;

/** What a look at a process told. */
enum Verdict {
  /** It does its work. */
  GOOD,
  /** It answers that it cannot, or not yet, or does not answer. */
  BAD,
  /** Whoever would know cannot be asked. */
  UNKNOWN
}
