package io.sitehub.processors.topology;

/**
 * Names of the nodes between sources and sinks, {@code <stage>-<verb>-<object>}, in the order in
 * which an event passes them, and those that a setting and an order pass.
 */
final class NodeNames {

  static final String READ_EVENTS = "decode-read-events";
  static final String PARSE_RECORD = "decode-parse-record";
  static final String CHECK_NAME = "deduplicate-check-name";
  static final String FOLD_EVENT = "visit-fold-event";
  static final String ISSUE_TICKET = "ticket-issue-revision";
  static final String GATHER_CHANGES = "visit-gather-changes";
  static final String APPLY_DIFFERENCE = "kpi-apply-difference";
  static final String KEEP_VISIT = "visit-keep-state";
  static final String WATCH_SITE = "alert-watch-site";

  static final String READ_SETTINGS = "settings-read-changes";
  static final String APPLY_SETTING = "settings-apply-change";

  static final String READ_ORDERS = "order-read-changes";
  static final String APPLY_ORDER = "order-apply-change";

  private NodeNames() {}
}
