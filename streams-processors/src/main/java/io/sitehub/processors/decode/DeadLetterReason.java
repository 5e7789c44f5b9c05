package io.sitehub.processors.decode;

import java.util.Locale;

/** Why a record of the log could not be used, and which stage found out. */
public enum DeadLetterReason {
  /** The record is larger than an event may be. */
  TOO_LARGE(Stage.DECODE),
  /** A required attribute is missing, or one breaks its rule. */
  MALFORMED_ATTRIBUTES(Stage.DECODE),
  /** The event type is not in the catalogue of this release. */
  UNKNOWN_TYPE(Stage.DECODE),
  /** The record's key is not the site in {@code ce_siteid}. */
  SITE_MISMATCH(Stage.DECODE),
  /** The record lies in another partition than its site does. */
  WRONG_PARTITION(Stage.DECODE),
  /** The value is not Avro in the Confluent wire format, or not of the schema it names. */
  UNDECODABLE(Stage.DECODE),
  /** The registry answers that it has no schema of the id in the value. */
  UNKNOWN_SCHEMA(Stage.DECODE),
  /** The value is of another event type than {@code ce_type} says. */
  TYPE_MISMATCH(Stage.DECODE),
  /** An event with the same source and id, and other content, came before: that one stands. */
  NAME_REUSED(Stage.DEDUPLICATE),
  /** A correction names itself as what it corrects. */
  CORRECTS_ITSELF(Stage.DEDUPLICATE),
  /** A correction names as what it corrects what cannot be the name of an event. */
  IMPOSSIBLE_TARGET(Stage.DEDUPLICATE),
  /** As many corrections wait for what the correction corrects as may wait for an event. */
  TOO_MANY_WAITING(Stage.DEDUPLICATE),
  /** With it the visit would have more events, or more bytes, than a visit may have. */
  VISIT_FULL(Stage.VISIT),
  /** Nothing had been heard of the visit for so long that it is not kept any more. */
  VISIT_RETIRED(Stage.VISIT),
  /** A setting of a site that cannot be used. */
  UNUSABLE_SETTING(Stage.SETTINGS),
  /** An order of the ERP that cannot be used. */
  UNUSABLE_ORDER(Stage.ORDER);

  /** A stage that turns records away. */
  public enum Stage {
    /** From bytes to an event. */
    DECODE,
    /** One event of each name. */
    DEDUPLICATE,
    /** What a visit is with one more event. */
    VISIT,
    /** What a site is told to be. */
    SETTINGS,
    /** What the ERP says is to come. */
    ORDER;

    /** As in the header {@code dl_stage}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Stage stage;

  DeadLetterReason(Stage stage) {
    this.stage = stage;
  }

  /** The stage that found out. */
  public Stage stage() {
    return stage;
  }

  /** As in the header {@code dl_reason} and in docs/dead-letters.md. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
