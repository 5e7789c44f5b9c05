package io.sitehub.cli.oracle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sitehub.model.event.Direction;
import io.sitehub.model.event.QualityVerdict;
import io.sitehub.model.event.VisitOutcome;
import io.sitehub.model.event.WeighingPass;
import io.sitehub.model.json.AvroToJson;
import io.sitehub.model.state.NetWeight;
import io.sitehub.model.state.Ticket;
import io.sitehub.model.state.TicketStatus;
import io.sitehub.model.state.TicketWeighing;
import io.sitehub.model.state.Visit;
import io.sitehub.model.state.VisitWeighing;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the ticket of a visit must say, as docs/tickets.md has it. */
final class TicketOfVisit {
  private static final List<String> NOT_CONTENT =
      List.of("number", "publicNumber", "revision", "documentHash", "previousHash");
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private TicketOfVisit() {}

  /** The newest revision, without number, revision and previous hash. */
  static Ticket of(Visit visit) {
    NetWeight net = visit.getNet();
    boolean issued = net != null && net.getNetGrams() != 0 && materialChangedHands(visit);
    Ticket ticket = new Ticket();
    ticket.setSiteId(visit.getSiteId());
    ticket.setPublicNumber("");
    ticket.setStatus(issued ? TicketStatus.ISSUED : TicketStatus.VOID);
    ticket.setVisitId(visit.getVisitId());
    ticket.setOrderId(visit.getOrderId());
    ticket.setCarrier(visit.getCarrier());
    ticket.setMaterial(visit.getMaterial());
    ticket.setTractorPlate(visit.getTractorPlate());
    ticket.setTrailerPlate(visit.getTrailerPlate());
    ticket.setDirection(net == null ? Direction.UNSPECIFIED : net.getDirection());
    ticket.setGrossGrams(net == null ? 0 : net.getGrossGrams());
    ticket.setTareGrams(net == null ? 0 : net.getTareGrams());
    ticket.setNetGrams(net == null ? 0 : net.getNetGrams());
    ticket.setDeductionGrams(visit.getDeductionGrams() == null ? 0 : visit.getDeductionGrams());
    ticket.setFirst(weighing(visit, WeighingPass.FIRST));
    ticket.setSecond(weighing(visit, WeighingPass.SECOND));
    ticket.setDocumentHash("");
    ticket.setDocumentHash(hash(ticket));
    return ticket;
  }

  /** Whether by the outcome material changed hands, if the weights differ. */
  static boolean materialChangedHands(Visit visit) {
    VisitOutcome outcome = visit.getOutcome();
    if (outcome == VisitOutcome.COMPLETED) {
      return true;
    }
    boolean turnedAway =
        outcome == VisitOutcome.REFUSED
            || outcome == VisitOutcome.CANCELLED
            || outcome == VisitOutcome.NO_SHOW;
    return !turnedAway && visit.getQualityVerdict() != QualityVerdict.REJECTED;
  }

  private static TicketWeighing weighing(Visit visit, WeighingPass role) {
    for (VisitWeighing weighing : visit.getWeighings()) {
      if (weighing.getRole() == role && !weighing.getSuperseded()) {
        return new TicketWeighing(
            weighing.getWeighingId(),
            weighing.getScaleId(),
            weighing.getAt(),
            weighing.getGrossGrams(),
            weighing.getManual(),
            weighing.getAlibiId());
      }
    }
    return new TicketWeighing("", "", Instant.EPOCH, 0L, false, null);
  }

  /** SHA-256 of the canonical JSON of what the ticket says. */
  static String hash(Ticket ticket) {
    try {
      JsonNode json = JSON.readTree(AvroToJson.text(ticket));
      ((ObjectNode) json).remove(NOT_CONTENT);
      byte[] canonical = JSON.writeValueAsString(sorted(json)).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
    } catch (JsonProcessingException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("a ticket has no canonical JSON", e);
    }
  }

  /** Members by name, none that is null: all there is to RFC 8785 for texts and whole numbers. */
  private static Object sorted(JsonNode node) {
    if (node.isObject()) {
      Map<String, Object> members = new TreeMap<>();
      node.properties().stream()
          .filter(member -> !member.getValue().isNull())
          .forEach(member -> members.put(member.getKey(), sorted(member.getValue())));
      return members;
    }
    if (node.isArray()) {
      List<Object> items = new ArrayList<>();
      node.forEach(item -> items.add(sorted(item)));
      return items;
    }
    return node;
  }
}
