package io.sitehub.cli.truth;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The revisions of a ticket: numbered from 1 without a gap, each naming the hash of the one before,
 * the last of them the one that is listed.
 */
final class TicketChain {
  private TicketChain() {}

  /**
   * Notes where the chain is broken.
   *
   * @param listed the ticket as the list of tickets shows it
   * @param detail the answer about this ticket
   */
  static void check(JsonNode listed, JsonNode detail, Mismatches mismatches) {
    String what = "ticket " + listed.path("number");
    JsonNode last = null;
    int number = 0;
    for (JsonNode revision : detail.path("revisions")) {
      number++;
      String which = what + " revision " + number;
      expect(
          which + " number", listed.path("number").asText(), revision.path("number"), mismatches);
      expect(which, Integer.toString(number), revision.path("revision"), mismatches);
      String before = last == null ? "" : last.path("documentHash").asText("none");
      expect(which + " previousHash", before, revision.path("previousHash"), mismatches);
      last = revision;
    }
    if (!listed.equals(last)) {
      mismatches.add(what + " last revision", listed.toString(), String.valueOf(last));
    }
    if (!listed.equals(detail.path("ticket"))) {
      mismatches.add(what + " as it stands", listed.toString(), detail.path("ticket").toString());
    }
  }

  private static void expect(String what, String expected, JsonNode actual, Mismatches mismatches) {
    if (!actual.asText("").equals(expected)) {
      mismatches.add(what, expected.isEmpty() ? "none" : expected, actual.toString());
    }
  }
}
