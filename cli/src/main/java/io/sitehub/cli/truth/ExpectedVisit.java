package io.sitehub.cli.truth;

import io.sitehub.cli.simulate.TruckStory;
import io.sitehub.cli.simulate.TrueHandling;
import io.sitehub.cli.simulate.TrueWeighing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A visit as it must be known in the end.
 *
 * @param story what happened
 * @param ticket what its weighings come to, or null if there are not two
 */
record ExpectedVisit(TruckStory story, @Nullable ExpectedTicket ticket) {

  static ExpectedVisit of(TruckStory story) {
    return new ExpectedVisit(story, ExpectedTicket.of(story));
  }

  /** Its state in the end. */
  String state() {
    return story.outcome().equals("completed") ? "closed" : story.outcome();
  }

  /** Fields in the names of the query API. */
  List<ExpectedField> fields() {
    List<ExpectedField> fields = new ArrayList<>();
    fields.add(new ExpectedField("state", state()));
    fields.add(new ExpectedField("outcome", story.outcome()));
    fields.add(new ExpectedField("orderId", story.orderId()));
    fields.add(new ExpectedField("carrier", story.carrier()));
    fields.add(new ExpectedField("material", story.material()));
    fields.add(new ExpectedField("direction", story.direction()));
    fields.add(new ExpectedField("tractorPlate", story.plate()));
    fields.add(new ExpectedField("trailerPlate", story.trailerPlate()));
    fields.add(new ExpectedField("announcedAt", story.announcedAt()));
    fields.add(new ExpectedField("slotStart", story.slotStart()));
    fields.add(new ExpectedField("slotEnd", story.slotEnd()));
    fields.add(new ExpectedField("arrivedAt", story.arrivedAt()));
    fields.add(new ExpectedField("queueId", story.queueId()));
    fields.add(new ExpectedField("queuedAt", story.queuedAt()));
    fields.add(new ExpectedField("calledAt", story.calledAt()));
    fields.add(new ExpectedField("enteredAt", story.enteredAt()));
    fields.add(new ExpectedField("exitedAt", story.exitedAt()));
    fields.add(new ExpectedField("closedAt", story.closedAt()));
    fields.add(new ExpectedField("rejections.size", story.rejections()));
    fields.add(new ExpectedField("exceptions.size", story.exceptions()));
    fields.add(new ExpectedField("correctedEvents", story.corrected()));
    fields.add(new ExpectedField("eventCount", story.events()));
    addWeighings(fields);
    addHandlings(fields);
    fields.add(new ExpectedField("deductionKg", story.deductionKg()));
    fields.add(new ExpectedField("net.grossKg", ticket == null ? null : ticket.grossKg()));
    fields.add(new ExpectedField("net.tareKg", ticket == null ? null : ticket.tareKg()));
    fields.add(new ExpectedField("net.netKg", ticket == null ? null : ticket.netKg()));
    return fields;
  }

  private void addWeighings(List<ExpectedField> fields) {
    fields.add(new ExpectedField("weighings.size", story.weighings().size()));
    for (int i = 0; i < story.weighings().size(); i++) {
      TrueWeighing weighing = story.weighings().get(i);
      String path = "weighings." + i + ".";
      fields.add(new ExpectedField(path + "weighingId", weighing.weighingId()));
      fields.add(new ExpectedField(path + "at", weighing.at()));
      fields.add(new ExpectedField(path + "pass", weighing.pass()));
      fields.add(new ExpectedField(path + "scaleId", weighing.scaleId()));
      fields.add(new ExpectedField(path + "grossKg", weighing.grossKg()));
      fields.add(new ExpectedField(path + "manual", weighing.manual()));
    }
  }

  private void addHandlings(List<ExpectedField> fields) {
    fields.add(new ExpectedField("handlings.size", story.handlings().size()));
    for (int i = 0; i < story.handlings().size(); i++) {
      TrueHandling stay = story.handlings().get(i);
      String path = "handlings." + i + ".";
      fields.add(new ExpectedField(path + "stationId", stay.stationId()));
      fields.add(new ExpectedField(path + "product", stay.product()));
      fields.add(new ExpectedField(path + "setpointKg", stay.setpointKg()));
      fields.add(new ExpectedField(path + "deliveredKg", stay.deliveredKg()));
      fields.add(new ExpectedField(path + "startedAt", stay.startedAt()));
      fields.add(new ExpectedField(path + "completedAt", stay.completedAt()));
    }
  }
}
