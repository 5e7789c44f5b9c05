package io.sitehub.cli.simulate;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What truly happened to one truck. The events of the day tell it with gaps, mistakes and delays;
 * once all have come in, what is known must be this. An absent instant means that the step was not
 * taken, or that no terminal noticed it.
 *
 * @param siteId the site
 * @param visitId the visit
 * @param outcome {@code completed}, {@code refused}, {@code cancelled}, {@code no-show} or {@code
 *     abandoned}
 * @param orderId the order it was announced for, or null
 * @param carrier the haulier it was announced with, or null
 * @param material product code it was announced with, else sent to a station for, or null
 * @param direction {@code inbound} or {@code outbound} as announced, or null
 * @param plate plate of the tractor, or null if nothing ever read it
 * @param trailerPlate plate of the trailer, or null
 * @param announcedAt when it was announced
 * @param slotStart start of the time slot it was announced for, or null
 * @param slotEnd end of that slot, or null
 * @param arrivedAt when it stood before the site
 * @param queueId the queue it waited in, or null if it never had to
 * @param queuedAt when it began to wait outside
 * @param calledAt when it was called
 * @param enteredAt when it passed the gate inwards
 * @param exitedAt when it passed the gate outwards
 * @param closedAt when the visit was closed
 * @param weighings in the order of their instants
 * @param rejections weighings tried and not accepted
 * @param handlings stays at loading and unloading points, in the order of their instants
 * @param exceptions exceptions raised about the visit
 * @param deductionKg what quality took off, in kilograms, or null
 * @param accessDenied whether it was refused at the gate
 * @param qualityRejected whether its load was refused
 * @param corrected how many of its events were corrected or withdrawn in the end
 * @param events how many events tell of it, corrections included, repeats not
 * @param ticketMayBeVoid whether a weighing recorded by mistake may have made a ticket, which was
 *     then taken back
 */
public record TruckStory(
    String siteId,
    String visitId,
    String outcome,
    @Nullable String orderId,
    @Nullable String carrier,
    @Nullable String material,
    @Nullable String direction,
    @Nullable String plate,
    @Nullable String trailerPlate,
    @Nullable Instant announcedAt,
    @Nullable Instant slotStart,
    @Nullable Instant slotEnd,
    @Nullable Instant arrivedAt,
    @Nullable String queueId,
    @Nullable Instant queuedAt,
    @Nullable Instant calledAt,
    @Nullable Instant enteredAt,
    @Nullable Instant exitedAt,
    Instant closedAt,
    List<TrueWeighing> weighings,
    int rejections,
    List<TrueHandling> handlings,
    int exceptions,
    @Nullable Integer deductionKg,
    boolean accessDenied,
    boolean qualityRejected,
    int corrected,
    int events,
    boolean ticketMayBeVoid) {

  /** Copies the lists. */
  public TruckStory {
    weighings = List.copyOf(weighings);
    handlings = List.copyOf(handlings);
  }
}
