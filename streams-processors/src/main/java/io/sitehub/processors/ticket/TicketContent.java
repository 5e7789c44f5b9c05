package io.sitehub.processors.ticket;

import io.sitehub.model.event.Direction;
import io.sitehub.model.state.NetWeight;
import io.sitehub.model.state.Ticket;
import io.sitehub.model.state.TicketWeighing;
import io.sitehub.model.state.Visit;
import io.sitehub.model.state.VisitWeighing;
import io.sitehub.processors.visit.Transfers;
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
 * @param direction which way the material went, as the weights say
 * @param grossGrams the heavier of the two weighings
 * @param tareGrams the lighter
 * @param netGrams their difference, more than 0
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

  /** What an issued ticket says. */
  static TicketContent of(Ticket ticket) {
    return new TicketContent(
        ticket.getSiteId(),
        ticket.getVisitId(),
        ticket.getOrderId(),
        ticket.getCarrier(),
        ticket.getMaterial(),
        ticket.getTractorPlate(),
        ticket.getTrailerPlate(),
        ticket.getDirection(),
        ticket.getGrossGrams(),
        ticket.getTareGrams(),
        ticket.getNetGrams(),
        ticket.getDeductionGrams(),
        ticket.getFirst(),
        ticket.getSecond());
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
