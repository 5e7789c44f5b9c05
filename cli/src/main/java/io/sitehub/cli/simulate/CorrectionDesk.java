package io.sitehub.cli.simulate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The office notices mistakes, some time after they were made, and corrects them. */
final class CorrectionDesk {
  private static final long MINUTE_MS = 60_000;

  private final Site site;
  private final Dice dice;

  CorrectionDesk(Site site, Dice dice) {
    this.site = site;
    this.dice = dice;
  }

  /** Records, in 5 to 60 minutes, what the event should have said; then tells of the correction. */
  void replaceLater(
      StoryDraft truck,
      PlannedEvent wrong,
      ObjectNode right,
      @Nullable Instant rightTime,
      Consumer<PlannedEvent> corrected) {
    later(() -> corrected.accept(replace(truck, wrong, right, rightTime)));
  }

  /** Withdraws the event, in 5 to 60 minutes. */
  void withdrawLater(StoryDraft truck, PlannedEvent wrong) {
    later(() -> correct(truck, wrong, "recorded by mistake", null, null));
  }

  private PlannedEvent replace(
      StoryDraft truck, PlannedEvent wrong, ObjectNode right, @Nullable Instant rightTime) {
    return correct(truck, wrong, "wrongly recorded", right, rightTime);
  }

  private PlannedEvent correct(
      StoryDraft truck,
      PlannedEvent wrong,
      String reason,
      @Nullable ObjectNode right,
      @Nullable Instant rightTime) {
    ObjectNode data = naming(wrong, reason);
    if (right != null) {
      data.put("replacementType", wrong.type());
      data.set("replacement", right);
    }
    if (rightTime != null) {
      data.put("replacementTime", rightTime.toString());
    }
    truck.events++;
    // A correction finds its visit by the event it corrects; half of them name it as well.
    String subject = dice.chance(0.5) ? truck.visitId : null;
    Instant now = Instant.ofEpochMilli(site.clock.nowMs());
    return site.journal.record(site.office, "record.corrected", now, subject, "operator-3", data);
  }

  /** Data of a correction of {@code wrong}, without a replacement. */
  private static ObjectNode naming(PlannedEvent wrong, String reason) {
    return Journal.data()
        .put("correctsSource", wrong.terminal().source())
        .put("correctsId", wrong.id())
        .put("reason", reason)
        .put("approver", "shift-lead");
  }

  /**
   * Corrects twice: first to {@code stillWrong}, and then that correction itself, to {@code right}.
   */
  void replaceTwice(StoryDraft truck, PlannedEvent wrong, ObjectNode stillWrong, ObjectNode right) {
    replaceLater(
        truck,
        wrong,
        stillWrong,
        null,
        first -> {
          ObjectNode better = naming(wrong, "wrongly recorded");
          better.put("replacementType", wrong.type()).set("replacement", right);
          replaceLater(truck, first, better, null, second -> {});
        });
  }

  private void later(Runnable correction) {
    site.clock.after(dice.betweenMs(5 * MINUTE_MS, 60 * MINUTE_MS), correction);
  }
}
