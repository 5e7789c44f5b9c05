package io.sitehub.processors.ticket;

import io.sitehub.model.event.Direction;
import io.sitehub.model.event.WeighingPass;
import io.sitehub.model.state.NetWeight;
import io.sitehub.model.state.TicketWeighing;
import io.sitehub.model.state.Visit;
import io.sitehub.model.state.VisitWeighing;
import io.sitehub.processors.visit.Transfers;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a ticket says, number and revision apart: a pure function of the visit. Weights in grams.
 *
 * @param siteId the site
 * @param visitId the visit
 * @param orderId the order it was for
 * @param carrier the haulier
 * @param material the site's product code
 * @param tractorPlate plate of the tractor
 * @param trailerPlate plate of the trailer
 * @param direction which way the material went, as the weights say; unspecified only in a void one
 * @param grossGrams the heavier of the two weighings
 * @param tareGrams the lighter
 * @param netGrams their difference, more than 0 but in a void one
 * @param deductionGrams what quality takes off the net weight
 * @param first the first weighing
 * @param second the second weighing
 */
public record TicketContent(
    String siteId,
    String visitId,
    @Nullable String orderId,
    @Nullable String carrier,
    @Nullable String material,
    @Nullable String tractorPlate,
    @Nullable String trailerPlate,
    Direction direction,
    long grossGrams,
    long tareGrams,
    long netGrams,
    long deductionGrams,
    TicketWeighing first,
    TicketWeighing second) {

  /**
   * The ticket a visit calls for: two weighings the instruments vouch for, a difference between
   * them, and nothing that says that no material changed hands ({@link Transfers}).
   */
  public static Optional<TicketContent> of(Visit visit) {
    NetWeight net = visit.getNet();
    if (net == null || net.getNetGrams() == 0 || !Transfers.isTransfer(visit)) {
      return Optional.empty();
    }
    Long deduction = visit.getDeductionGrams();
    return Optional.of(
        new TicketContent(
            visit.getSiteId(),
            visit.getVisitId(),
            visit.getOrderId(),
            visit.getCarrier(),
            visit.getMaterial(),
            visit.getTractorPlate(),
            visit.getTrailerPlate(),
            net.getDirection(),
            net.getGrossGrams(),
            net.getTareGrams(),
            net.getNetGrams(),
            deduction == null ? 0 : deduction,
            weighing(visit.getWeighings().get(net.getFirstWeighing())),
            weighing(visit.getWeighings().get(net.getSecondWeighing()))));
  }

  /**
   * What the ticket of a visit says that calls for none any more: the net weight the visit has all
   * the same, or else 0 in no direction; the weighings that count for each pass, or else a blank
   * one. Nothing of what the ticket said before, which depends on the order of the log.
   */
  static TicketContent ofVoid(Visit visit) {
    NetWeight net = visit.getNet();
    Long deduction = visit.getDeductionGrams();
    return new TicketContent(
        visit.getSiteId(),
        visit.getVisitId(),
        visit.getOrderId(),
        visit.getCarrier(),
        visit.getMaterial(),
        visit.getTractorPlate(),
        visit.getTrailerPlate(),
        net == null ? Direction.UNSPECIFIED : net.getDirection(),
        net == null ? 0 : net.getGrossGrams(),
        net == null ? 0 : net.getTareGrams(),
        net == null ? 0 : net.getNetGrams(),
        deduction == null ? 0 : deduction,
        counting(WeighingPass.FIRST, visit),
        counting(WeighingPass.SECOND, visit));
  }

  private static TicketWeighing counting(WeighingPass role, Visit visit) {
    return visit.getWeighings().stream()
        .filter(weighing -> weighing.getRole() == role && !weighing.getSuperseded())
        .findFirst()
        .map(TicketContent::weighing)
        .orElseGet(() -> new TicketWeighing("", "", Instant.EPOCH, 0L, false, null));
  }

  private static TicketWeighing weighing(VisitWeighing weighing) {
    return new TicketWeighing(
        weighing.getWeighingId(),
        weighing.getScaleId(),
        weighing.getAt(),
        weighing.getGrossGrams(),
        weighing.getManual(),
        weighing.getAlibiId());
  }
}
