package io.sitehub.processors.visit;

import static io.sitehub.processors.visit.Story.at;
import static io.sitehub.processors.visit.Story.weighing;
import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.event.Direction;
import io.sitehub.model.event.FineWeight;
import io.sitehub.model.event.TareMode;
import io.sitehub.model.event.WeighingPass;
import io.sitehub.model.event.WeightUnit;
import io.sitehub.model.state.NetWeight;
import io.sitehub.model.state.Visit;
import io.sitehub.model.state.VisitWeighing;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** Which weighings make the ticket. */
class WeighingsTest {

  @Test
  void theNetWeightIsTheDifferenceOfTheFirstAndTheSecond() {
    assertThat(Story.unloaded().visit().getNet())
        .isEqualTo(
            new NetWeight(
                40_000_000L, 15_000_000L, 25_000_000L, Direction.INBOUND, 0, 1, at("08:40")));
  }

  @Test
  void aTruckThatLeavesHeavierTookMaterialAway() {
    Visit visit =
        new Story()
            .weighed("08:15", WeighingPass.FIRST, 15_000)
            .weighed("08:40", WeighingPass.SECOND, 40_000)
            .visit();
    assertThat(visit.getNet().getDirection()).isEqualTo(Direction.OUTBOUND);
    assertThat(visit.getNet().getNetGrams()).isEqualTo(25_000_000);
  }

  @Test
  void aReweighStandsInForTheWeighingBeforeIt() {
    Visit visit =
        new Story()
            .weighed("08:15", WeighingPass.FIRST, 40_000)
            .weighed("08:18", WeighingPass.REWEIGH, 40_020)
            .weighed("08:40", WeighingPass.SECOND, 15_000)
            .weighed("08:43", WeighingPass.REWEIGH, 15_040)
            .weighed("08:45", WeighingPass.REWEIGH, 15_020)
            .visit();
    assertThat(visit.getWeighings())
        .extracting(VisitWeighing::getSuperseded)
        .containsExactly(true, false, true, true, false);
    assertThat(visit.getWeighings())
        .extracting(VisitWeighing::getRole)
        .containsExactly(
            WeighingPass.FIRST,
            WeighingPass.FIRST,
            WeighingPass.SECOND,
            WeighingPass.SECOND,
            WeighingPass.SECOND);
    assertThat(visit.getNet().getNetGrams()).isEqualTo(25_000_000);
    assertThat(visit.getNet().getSecondWeighing()).isEqualTo(4);
  }

  @Test
  void aReweighOfAWithdrawnFirstIsTheFirst() {
    Visit visit =
        new Story()
            .weighed("08:15", WeighingPass.FIRST, 99_000)
            .weighed("08:18", WeighingPass.REWEIGH, 40_000)
            .weighed("08:40", WeighingPass.SECOND, 15_000)
            .withdrawn("08:50", 1)
            .visit();
    assertThat(visit.getNet().getNetGrams()).isEqualTo(25_000_000);
  }

  @Test
  void aCheckNeverMakesATicketNorIsReweighed() {
    Visit visit =
        new Story()
            .weighed("08:15", WeighingPass.FIRST, 40_000)
            .weighed("08:16", WeighingPass.CHECK, 12_000)
            .weighed("08:18", WeighingPass.REWEIGH, 40_020)
            .visit();
    assertThat(visit.getWeighings())
        .extracting(VisitWeighing::getSuperseded)
        .containsExactly(true, false, false);
    assertThat(visit.getNet()).isNull();
  }

  @Test
  void ofTwoFirstWeighingsTheLastCounts() {
    Visit visit =
        new Story()
            .weighed("08:15", WeighingPass.FIRST, 30_000)
            .weighed("08:16", WeighingPass.FIRST, 40_000)
            .weighed("08:40", WeighingPass.SECOND, 15_000)
            .visit();
    assertThat(visit.getNet().getGrossGrams()).isEqualTo(40_000_000);
  }

  @Test
  void aReweighTheInstrumentDoesNotVouchForChangesNothing() {
    Visit visit =
        Story.unloaded()
            .then("08:45", weighing(WeighingPass.REWEIGH, 17_000).setStable(false).build())
            .then("08:46", weighing(WeighingPass.REWEIGH, 18_000).setLegalForTrade(false).build())
            .visit();
    assertThat(visit.getNet().getTareGrams()).isEqualTo(15_000_000);
    assertThat(visit.getWeighings())
        .extracting(VisitWeighing::getSuperseded)
        .containsExactly(false, false, true, true);
  }

  @Test
  void aLegalWeighingTakesThePlaceOfOneThatIsNot() {
    Visit visit =
        new Story()
            .then("08:15", weighing(WeighingPass.FIRST, 39_000).setStable(false).build())
            .weighed("08:16", WeighingPass.REWEIGH, 40_000)
            .weighed("08:40", WeighingPass.SECOND, 15_000)
            .visit();
    assertThat(visit.getNet().getGrossGrams()).isEqualTo(40_000_000);
  }

  @Test
  void withoutTwoWeighingsTheInstrumentVouchesForThereIsNoNetWeight() {
    Visit visit =
        new Story()
            .weighed("08:15", WeighingPass.FIRST, 40_000)
            .then("08:40", weighing(WeighingPass.SECOND, 15_000).setLegalForTrade(false).build())
            .visit();
    assertThat(visit.getNet()).isNull();
  }

  @Test
  void aLateFirstWeighingTakesItsPlaceInTime() {
    Visit visit =
        new Story()
            .weighed("08:40", WeighingPass.SECOND, 15_000)
            .weighed("08:15", WeighingPass.FIRST, 40_000)
            .visit();
    assertThat(visit.getWeighings())
        .extracting(VisitWeighing::getPass)
        .containsExactly(WeighingPass.FIRST, WeighingPass.SECOND);
    assertThat(visit.getNet().getFirstWeighing()).isZero();
  }

  @Test
  void weightsAreKeptInGramsAtTheInstrumentsResolution() {
    assertThat(grams("15000.5", WeightUnit.KG)).isEqualTo(15_000_500);
    assertThat(grams("15.001", WeightUnit.T)).isEqualTo(15_001_000);
    assertThat(grams("15000000", WeightUnit.G)).isEqualTo(15_000_000);
    assertThat(grams("33000.1", WeightUnit.LB)).isEqualTo(14_968_594);
    assertThat(grams("15000.5", WeightUnit.UNSPECIFIED)).isEqualTo(15_000_000);
  }

  @Test
  void aTareIsKeptOnlyWhereTheInstrumentSubtractedOne() {
    Visit visit =
        new Story()
            .then(
                "08:15",
                weighing(WeighingPass.CHECK, 40_000)
                    .setTareKg(14_000)
                    .setTareMode(TareMode.PRESET)
                    .build())
            .then(
                "08:16",
                weighing(WeighingPass.CHECK, 40_000)
                    .setTareKg(0)
                    .setTareMode(TareMode.NONE)
                    .build())
            .visit();
    assertThat(visit.getWeighings())
        .extracting(VisitWeighing::getTareGrams)
        .containsExactly(14_000_000L, null);
  }

  private static long grams(String value, WeightUnit unit) {
    return new Story()
        .then(
            "08:15",
            weighing(WeighingPass.FIRST, 15_000)
                .setGrossFine(new FineWeight(new BigDecimal(value).setScale(3), unit))
                .build())
        .visit()
        .getWeighings()
        .getFirst()
        .getGrossGrams();
  }
}
