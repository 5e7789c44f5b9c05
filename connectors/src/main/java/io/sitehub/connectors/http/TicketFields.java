package io.sitehub.connectors.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sitehub.model.event.Direction;
import io.sitehub.model.json.AvroToJson;
import io.sitehub.model.state.Ticket;
import io.sitehub.model.state.TicketStatus;
import io.sitehub.model.state.TicketWeighing;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a ticket by the names that its JSON has, those of a weighing with its name before
 * them: {@code netKg}, {@code first.at}.
 */
final class TicketFields {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Where each field is. The writer of the JSON is asked, so that no rule of it is told twice. */
  private static final SortedMap<String, JsonPointer> POINTERS = pointers();

  private TicketFields() {}

  /** The names of all fields, with where the field is in {@link #tree}. */
  static SortedMap<String, JsonPointer> all() {
    return POINTERS;
  }

  /** A ticket's JSON. */
  static JsonNode tree(Ticket ticket) {
    try {
      return read(AvroToJson.text(ticket));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("what was just written is JSON", e);
    }
  }

  /** Reads one JSON value and nothing behind it. */
  static JsonNode read(String text) throws JsonProcessingException {
    return JSON.readTree(text);
  }

  private static SortedMap<String, JsonPointer> pointers() {
    SortedMap<String, JsonPointer> found = new TreeMap<>();
    collect("", JsonPointer.empty(), tree(fullSpecimen()), found);
    return Collections.unmodifiableSortedMap(found);
  }

  private static void collect(
      String prefix, JsonPointer at, JsonNode object, SortedMap<String, JsonPointer> into) {
    object
        .properties()
        .forEach(member -> {
          String name = prefix + member.getKey();
          JsonPointer pointer = at.appendProperty(member.getKey());
          if (member.getValue().isObject()) {
            collect(name + ".", pointer, member.getValue(), into);
          } else {
            into.put(name, pointer);
          }
        });
  }

  /** A ticket that lacks nothing. */
  static Ticket fullSpecimen() {
    return specimen("lacks nothing");
  }

  /** A ticket that has only what every ticket has. */
  static Ticket bareSpecimen() {
    return specimen(null);
  }

  private static Ticket specimen(@Nullable String optional) {
    TicketWeighing weighing =
        TicketWeighing.newBuilder()
            .setWeighingId("w-1")
            .setScaleId("scale-1")
            .setAt(Instant.EPOCH)
            .setGrossGrams(1_500L)
            .setManual(false)
            .setAlibiId(optional)
            .build();
    return Ticket.newBuilder()
        .setSiteId("site")
        .setNumber(1L)
        .setPublicNumber("site-000001")
        .setRevision(1)
        .setStatus(TicketStatus.ISSUED)
        .setVisitId("visit")
        .setOrderId(optional)
        .setCarrier(optional)
        .setMaterial(optional)
        .setTractorPlate(optional)
        .setTrailerPlate(optional)
        .setDirection(Direction.OUTBOUND)
        .setGrossGrams(1_500L)
        .setTareGrams(500L)
        .setNetGrams(1_000L)
        .setDeductionGrams(0L)
        .setFirst(weighing)
        .setSecond(weighing)
        .setDocumentHash("00")
        .setPreviousHash(optional)
        .build();
  }
}
