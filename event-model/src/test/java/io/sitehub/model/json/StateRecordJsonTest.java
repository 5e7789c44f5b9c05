package io.sitehub.model.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.json.JsonToAvro.RecordRead;
import io.sitehub.model.state.KpiAggregate;
import io.sitehub.model.state.KpiDeclaration;
import io.sitehub.model.state.KpiDimension;
import io.sitehub.model.state.KpiSubject;
import io.sitehub.model.state.KpiTarget;
import io.sitehub.model.state.KpiUnitName;
import io.sitehub.model.state.OpeningHours;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.model.state.Weekday;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** What people write, other than events, is read by the annotations of its schema as well. */
class StateRecordJsonTest {

  @Test
  void whatIsLeftOutHasTheDefaultOfTheSchema() {
    // Given
    String json = "{\"siteId\":\"lyon-1\",\"validFrom\":\"2026-03-01T00:00:00+01:00\"}";

    // When
    RecordRead read = read(SiteConfig.class, json);

    // Then
    SiteConfig expected =
        SiteConfig.newBuilder()
            .setSiteId("lyon-1")
            .setValidFrom(Instant.parse("2026-02-28T23:00:00Z"))
            .build();
    assertThat(read).isEqualTo(new RecordRead.Valid(expected));
  }

  @Test
  void whatIsWrittenAsJsonIsReadAsTheSame() {
    // Given
    KpiDeclaration declaration =
        KpiDeclaration.newBuilder()
            .setKpi("rejects-per-truck")
            .setTitle("Rejected weighings")
            .setDefinition("Rejected weighings of a visit.")
            .setEach(KpiSubject.WEIGHING)
            .setAt("visit.closedAt")
            .setValue("size(visit.rejections)")
            .setDimensions(List.of(new KpiDimension("material", "visit.material")))
            .setAggregate(KpiAggregate.DISTRIBUTION)
            .setUnit(KpiUnitName.NUMBER)
            .setTarget(new KpiTarget("p90", 2.0, null))
            .build();
    SiteConfig config =
        SiteConfig.newBuilder()
            .setSiteId("lyon-1")
            .setValidFrom(Instant.parse("2026-02-28T23:00:00Z"))
            .setZone("Europe/Paris")
            .setOpeningHours(List.of(new OpeningHours(List.of(Weekday.MONDAY), "06:00", "24:00")))
            .setClosedDates(List.of("2026-12-25"))
            .build();

    // When
    RecordRead declarationRead = read(KpiDeclaration.class, AvroToJson.text(declaration));
    RecordRead configRead = read(SiteConfig.class, AvroToJson.text(config));

    // Then
    assertThat(declarationRead).isEqualTo(new RecordRead.Valid(declaration));
    assertThat(configRead).isEqualTo(new RecordRead.Valid(config));
  }

  @Test
  void allThatIsWrongIsToldByPointerAndRule() {
    // Given
    String json =
        """
        {"kpi":"Turnaround","title":"","definition":"d","each":"truck","at":"visit.exitedAt",
         "dimensions":[{"name":"a-","of":"visit.carrier"},{"name":"b"}],
         "aggregate":"distribution","uni":"minutes"}\
        """;

    // When
    RecordRead read = read(KpiDeclaration.class, json);

    // Then
    assertThat(((RecordRead.Invalid) read).violations())
        .extracting(violation -> violation.pointer() + " " + violation.rule().code())
        .containsExactly(
            "/kpi pattern",
            "/title min-length",
            "/each enum",
            "/dimensions/0/name pattern",
            "/dimensions/1/of required",
            "/uni unknown-field",
            "/unit required");
    assertThat(((RecordRead.Invalid) read).violations().get(5).detail())
        .isEqualTo("is not a field of KpiDeclaration; did you mean unit?");
  }

  private static RecordRead read(Class<? extends SpecificRecord> type, String json) {
    return JsonToAvro.of(type).read(json.getBytes(StandardCharsets.UTF_8));
  }
}
