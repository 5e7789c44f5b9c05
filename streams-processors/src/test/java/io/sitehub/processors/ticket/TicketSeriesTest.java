package io.sitehub.processors.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sitehub.model.event.Direction;
import io.sitehub.model.event.QualityDecided;
import io.sitehub.model.event.QualityVerdict;
import io.sitehub.model.event.VisitAnnounced;
import io.sitehub.model.event.VisitOutcome;
import io.sitehub.model.event.WeighingPass;
import io.sitehub.model.json.AvroToJson;
import io.sitehub.model.state.Ticket;
import io.sitehub.model.state.TicketStatus;
import io.sitehub.processors.visit.Story;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When there is a ticket, what it says, and how it is revised. */
class TicketSeriesTest {

  @Test
  void aVisitWithTwoLegalWeighingsHasATicket() {
    Ticket ticket = TicketSeries.issue(content(Story.unloaded()).orElseThrow(), 42);
    assertThat(ticket.getNumber()).isEqualTo(42);
    assertThat(ticket.getPublicNumber()).isEqualTo("lyon-1-000042");
    assertThat(ticket.getRevision()).isEqualTo(1);
    assertThat(ticket.getStatus()).isEqualTo(TicketStatus.ISSUED);
    assertThat(ticket.getVisitId()).isEqualTo("V1");
    assertThat(ticket.getTractorPlate()).isEqualTo("AB-123-CD");
    assertThat(ticket.getDirection()).isEqualTo(Direction.INBOUND);
    assertThat(ticket.getGrossGrams()).isEqualTo(40_000_000);
    assertThat(ticket.getTareGrams()).isEqualTo(15_000_000);
    assertThat(ticket.getNetGrams()).isEqualTo(25_000_000);
    assertThat(ticket.getFirst().getAt()).isEqualTo(Story.at("08:15"));
    assertThat(ticket.getSecond().getWeighingId()).isEqualTo("W-SECOND-15000");
    assertThat(ticket.getPreviousHash()).isNull();
  }

  @Test
  void theTicketIsThereBeforeTheVisitIsClosed() {
    assertThat(content(weighed())).isPresent();
  }

  @Test
  void anAbandonedVisitKeepsItsTicketForTheMaterialIsGone() {
    assertThat(content(weighed().closed("09:00", VisitOutcome.ABANDONED))).isPresent();
  }

  @Test
  void nothingThatWasTurnedAwayOrCalledOffHasATicket() {
    for (VisitOutcome outcome :
        List.of(VisitOutcome.REFUSED, VisitOutcome.CANCELLED, VisitOutcome.NO_SHOW)) {
      assertThat(content(weighed().closed("09:00", outcome))).isEmpty();
    }
  }

  @Test
  void aRejectedLoadHasNoTicketUnlessTheVisitIsCompletedAllTheSame() {
    Story story = weighed().then("08:30", new QualityDecided(QualityVerdict.REJECTED, null, null));
    assertThat(content(story)).isEmpty();
    assertThat(content(story.closed("09:00", VisitOutcome.COMPLETED))).isPresent();
  }

  @Test
  void nothingMovedIsNoTicket() {
    Story story =
        new Story()
            .weighed("08:15", WeighingPass.FIRST, 40_000)
            .weighed("08:40", WeighingPass.SECOND, 40_000);
    assertThat(content(story)).isEmpty();
  }

  @Test
  void aDeductionIsOnTheTicketAndNotTakenOffTheNetWeight() {
    Story story =
        weighed()
            .then("08:50", new QualityDecided(QualityVerdict.ACCEPTED_WITH_DEDUCTION, 120, "wet"));
    TicketContent content = content(story).orElseThrow();
    assertThat(content.deductionGrams()).isEqualTo(120_000);
    assertThat(content.netGrams()).isEqualTo(25_000_000);
  }

  @Test
  void whatChangesNothingOnTheTicketIsNoRevision() {
    Ticket issued = TicketSeries.issue(content(weighed()).orElseThrow(), 1);
    assertThat(TicketSeries.revise(issued, statement(weighed().exited("09:00")))).isEmpty();
  }

  @Test
  void aChangeIsTheNextRevisionOfTheSameNumber() {
    Ticket issued = TicketSeries.issue(content(weighed()).orElseThrow(), 7);
    Story reweighed = weighed().weighed("08:45", WeighingPass.REWEIGH, 15_020);
    Ticket revised = TicketSeries.revise(issued, statement(reweighed)).orElseThrow();
    assertThat(revised.getNumber()).isEqualTo(7);
    assertThat(revised.getRevision()).isEqualTo(2);
    assertThat(revised.getPreviousHash()).isEqualTo(issued.getDocumentHash());
    assertThat(revised.getNetGrams()).isEqualTo(24_980_000);
  }

  @Test
  void aTicketWhoseContentIsGoneIsVoidAndMayComeBack() {
    // Given
    Ticket issued = TicketSeries.issue(content(weighed()).orElseThrow(), 7);
    Story firstOnly = new Story().weighed("08:15", WeighingPass.FIRST, 40_000);
    // When
    Ticket gone = TicketSeries.revise(issued, statement(firstOnly)).orElseThrow();
    // Then
    assertThat(gone.getStatus()).isEqualTo(TicketStatus.VOID);
    assertThat(gone.getNetGrams()).isZero();
    assertThat(gone.getDirection()).isEqualTo(Direction.UNSPECIFIED);
    assertThat(gone.getFirst().getGrossGrams()).isEqualTo(40_000_000);
    assertThat(gone.getSecond().getWeighingId()).isEmpty();
    assertThat(gone.getRevision()).isEqualTo(2);
    assertThat(TicketSeries.revise(gone, statement(firstOnly))).isEmpty();
    // When
    Ticket back = TicketSeries.revise(gone, statement(weighed())).orElseThrow();
    // Then
    assertThat(back.getStatus()).isEqualTo(TicketStatus.ISSUED);
    assertThat(back.getRevision()).isEqualTo(3);
    assertThat(back.getDocumentHash()).isEqualTo(issued.getDocumentHash());
    assertThat(back.getPreviousHash()).isEqualTo(gone.getDocumentHash());
  }

  @Test
  void whatAVoidTicketSaysDoesNotDependOnWhatItSaidBefore() {
    // Given
    Ticket light = TicketSeries.issue(content(weighed()).orElseThrow(), 7);
    Story reweighed = weighed().weighed("08:45", WeighingPass.REWEIGH, 15_020);
    Ticket heavy = TicketSeries.issue(content(reweighed).orElseThrow(), 7);
    TicketStatement refused = statement(weighed().closed("09:00", VisitOutcome.REFUSED));
    // When
    Ticket gone = TicketSeries.revise(light, refused).orElseThrow();
    // Then
    assertThat(gone.getNetGrams()).isEqualTo(25_000_000);
    assertThat(TicketSeries.revise(heavy, refused).orElseThrow().getDocumentHash())
        .isEqualTo(gone.getDocumentHash())
        .isEqualTo(refused.documentHash());
  }

  @Test
  void numberAndRevisionAreNoPartOfTheHash() {
    TicketContent content = content(weighed()).orElseThrow();
    assertThat(TicketSeries.issue(content, 1).getDocumentHash())
        .isEqualTo(TicketSeries.issue(content, 2).getDocumentHash());
  }

  @Test
  void anybodyCanComputeTheHashFromTheTicketAsTheApiShowsIt() throws IOException {
    // Given
    Story story =
        weighed()
            .then(
                "06:00",
                VisitAnnounced.newBuilder()
                    .setCarrier("Müller \"Söhne\" \\ 北京 \u0001\t")
                    .setOrderId("O-1")
                    .setMaterial("gravel")
                    .build())
            .then("08:45", Story.weighing(WeighingPass.REWEIGH, 15_001).setManual(true).build());
    Ticket ticket = TicketSeries.issue(content(story).orElseThrow(), 1);
    // When
    ObjectMapper sorting =
        new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);
    ObjectNode shown = (ObjectNode) sorting.readTree(AvroToJson.text(ticket));
    shown.remove(List.of("number", "publicNumber", "revision", "documentHash", "previousHash"));
    Object plain = sorting.treeToValue((JsonNode) shown, Object.class);
    // Then
    assertThat(ticket.getDocumentHash()).isEqualTo(sha256(sorting.writeValueAsString(plain)));
  }

  @Test
  void theHashedTextIsCanonicalJson() {
    assertThat(DocumentHash.canonical(content(weighed()).orElseThrow(), TicketStatus.ISSUED))
        .isEqualTo(
            "{\"deductionKg\":0,\"direction\":\"inbound\",\"first\":{\"at\":"
                + "\"2026-11-23T08:15:00Z\",\"grossKg\":40000,\"manual\":false,"
                + "\"scaleId\":\"scale-1\",\"weighingId\":\"W-FIRST-40000\"},\"grossKg\":40000,"
                + "\"netKg\":25000,\"second\":{\"at\":\"2026-11-23T08:40:00Z\",\"grossKg\":15000,"
                + "\"manual\":false,\"scaleId\":\"scale-1\",\"weighingId\":\"W-SECOND-15000\"},"
                + "\"siteId\":\"lyon-1\",\"status\":\"issued\",\"tareKg\":15000,"
                + "\"visitId\":\"V1\"}");
  }

  @Test
  void aNumberStartsAtOne() {
    TicketContent content = content(weighed()).orElseThrow();
    assertThatThrownBy(() -> TicketSeries.issue(content, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(TicketSeries.publicNumber("lyon-1", 1_234_567)).isEqualTo("lyon-1-1234567");
  }

  private static Story weighed() {
    return new Story()
        .weighed("08:15", WeighingPass.FIRST, 40_000)
        .weighed("08:40", WeighingPass.SECOND, 15_000);
  }

  private static Optional<TicketContent> content(Story story) {
    return TicketContent.of(story.visit());
  }

  private static TicketStatement statement(Story story) {
    return TicketStatement.of(story.visit());
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
