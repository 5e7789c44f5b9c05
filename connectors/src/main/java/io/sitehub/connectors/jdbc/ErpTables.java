package io.sitehub.connectors.jdbc;

import static io.sitehub.connectors.jdbc.ColumnType.BIGINT;
import static io.sitehub.connectors.jdbc.ColumnType.BOOLEAN;
import static io.sitehub.connectors.jdbc.ColumnType.INSTANT;
import static io.sitehub.connectors.jdbc.ColumnType.INTEGER;
import static io.sitehub.connectors.jdbc.ColumnType.KILOGRAMS;
import static io.sitehub.connectors.jdbc.ColumnType.TEXT;

import io.sitehub.connectors.ticket.IssuedTicket;
import io.sitehub.model.state.Ticket;
import io.sitehub.model.state.TicketWeighing;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The tables that tickets are written to: the contract with the ERP (docs/erp.md). */
public final class ErpTables {

  private static final int GRAM_DIGITS = 3;

  /** Each ticket as it is now. */
  public static final Table<IssuedTicket> TICKETS =
      content("ticket").key("site_id", "number").newestBy("revision").build();

  /** Each revision of each ticket, for good. */
  public static final Table<IssuedTicket> REVISIONS =
      content("ticket_revision").key("site_id", "number", "revision").build();

  /** The two weighings of each revision. */
  public static final Table<Weighing> WEIGHINGS =
      new Table.Builder<Weighing>("weighing")
          .required("site_id", TEXT, row -> row.of().ticket().getSiteId())
          .required("number", BIGINT, row -> row.of().ticket().getNumber())
          .required("revision", INTEGER, row -> row.of().ticket().getRevision())
          .required("pass", TEXT, Weighing::pass)
          .required("weighing_id", TEXT, row -> row.weighing().getWeighingId())
          .required("scale_id", TEXT, row -> row.weighing().getScaleId())
          .required("weighed_at", INSTANT, row -> row.weighing().getAt())
          .required("gross_kg", KILOGRAMS, row -> kilograms(row.weighing().getGrossGrams()))
          .required("manual", BOOLEAN, row -> row.weighing().getManual())
          .optional("alibi_id", TEXT, row -> row.weighing().getAlibiId())
          .key("site_id", "number", "revision", "pass")
          .build();

  private ErpTables() {}

  /** All tables of tickets. */
  public static List<Table<?>> all() {
    return List.of(TICKETS, REVISIONS, WEIGHINGS);
  }

  /**
   * One of the two weighings of a revision.
   *
   * @param pass {@code first} or {@code second}
   */
  public record Weighing(IssuedTicket of, String pass, TicketWeighing weighing) {

    /** Both of a revision. */
    public static List<Weighing> of(IssuedTicket issued) {
      return List.of(
          new Weighing(issued, "first", issued.ticket().getFirst()),
          new Weighing(issued, "second", issued.ticket().getSecond()));
    }
  }

  private static Table.Builder<IssuedTicket> content(String table) {
    return new Table.Builder<IssuedTicket>(table)
        .required("site_id", TEXT, of(Ticket::getSiteId))
        .required("number", BIGINT, of(Ticket::getNumber))
        .required("revision", INTEGER, of(Ticket::getRevision))
        .required("public_number", TEXT, of(Ticket::getPublicNumber))
        .required("status", TEXT, of(ticket -> word(ticket.getStatus())))
        .required("issued_at", INSTANT, IssuedTicket::issuedAt)
        .required("visit_id", TEXT, of(Ticket::getVisitId))
        .optional("order_id", TEXT, of(Ticket::getOrderId))
        .optional("carrier", TEXT, of(Ticket::getCarrier))
        .optional("material", TEXT, of(Ticket::getMaterial))
        .optional("tractor_plate", TEXT, of(Ticket::getTractorPlate))
        .optional("trailer_plate", TEXT, of(Ticket::getTrailerPlate))
        .required("direction", TEXT, of(ticket -> word(ticket.getDirection())))
        .required("gross_kg", KILOGRAMS, weight(Ticket::getGrossGrams))
        .required("tare_kg", KILOGRAMS, weight(Ticket::getTareGrams))
        .required("net_kg", KILOGRAMS, weight(Ticket::getNetGrams))
        .required("deduction_kg", KILOGRAMS, weight(Ticket::getDeductionGrams))
        .required("document_hash", TEXT, of(Ticket::getDocumentHash))
        .optional("previous_hash", TEXT, of(Ticket::getPreviousHash));
  }

  private static Function<IssuedTicket, @Nullable Object> of(
      Function<Ticket, @Nullable Object> value) {
    return issued -> value.apply(issued.ticket());
  }

  private static Function<IssuedTicket, @Nullable Object> weight(ToLongFunction<Ticket> grams) {
    return issued -> kilograms(grams.applyAsLong(issued.ticket()));
  }

  private static BigDecimal kilograms(long grams) {
    return BigDecimal.valueOf(grams, GRAM_DIGITS);
  }

  /** As in JSON: lower case, with hyphens. */
  private static String word(Enum<?> symbol) {
    return symbol.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
