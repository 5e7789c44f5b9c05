package io.sitehub.processors.ticket;

import io.sitehub.model.state.Ticket;
import io.sitehub.model.state.TicketStatus;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Issues tickets and their revisions. A number is given once and never taken back. */
public final class TicketSeries {
  private TicketSeries() {}

  /**
   * The number as people write it: the site and at least six digits, such as {@code lyon-1-000042}.
   */
  public static String publicNumber(String siteId, long number) {
    return String.format(Locale.ROOT, "%s-%06d", siteId, number);
  }

  /**
   * The first revision of a ticket.
   *
   * @param number the next of the site's gapless series
   */
  public static Ticket issue(TicketContent content, long number) {
    if (number < 1) {
      throw new IllegalArgumentException("number must be at least 1: " + number);
    }
    return ticket(content, number, 1, TicketStatus.ISSUED, null);
  }

  /**
   * The next revision, if one is needed.
   *
   * @param previous the newest revision
   * @param statement what follows from the visit now
   * @return empty if the ticket says so already
   */
  public static Optional<Ticket> revise(Ticket previous, TicketStatement statement) {
    Ticket next =
        ticket(
            statement.content(),
            previous.getNumber(),
            previous.getRevision() + 1,
            statement.status(),
            previous.getDocumentHash());
    return next.getDocumentHash().equals(previous.getDocumentHash())
        ? Optional.empty()
        : Optional.of(next);
  }

  private static Ticket ticket(
      TicketContent content,
      long number,
      int revision,
      TicketStatus status,
      @Nullable String previousHash) {
    Ticket ticket = new Ticket();
    ticket.setSiteId(content.siteId());
    ticket.setNumber(number);
    ticket.setPublicNumber(publicNumber(content.siteId(), number));
    ticket.setRevision(revision);
    ticket.setStatus(status);
    ticket.setVisitId(content.visitId());
    ticket.setOrderId(content.orderId());
    ticket.setCarrier(content.carrier());
    ticket.setMaterial(content.material());
    ticket.setTractorPlate(content.tractorPlate());
    ticket.setTrailerPlate(content.trailerPlate());
    ticket.setDirection(content.direction());
    ticket.setGrossGrams(content.grossGrams());
    ticket.setTareGrams(content.tareGrams());
    ticket.setNetGrams(content.netGrams());
    ticket.setDeductionGrams(content.deductionGrams());
    ticket.setFirst(content.first());
    ticket.setSecond(content.second());
    ticket.setDocumentHash(DocumentHash.of(content, status));
    ticket.setPreviousHash(previousHash);
    return ticket;
  }
}
