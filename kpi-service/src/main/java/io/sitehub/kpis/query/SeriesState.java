package io.sitehub.kpis.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sitehub.model.json.JsonToAvro;
import io.sitehub.model.json.JsonToAvro.RecordRead;
import io.sitehub.model.state.KpiDeclaration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far the cells of one KPI of one site are, under one declaration.
 *
 * @param series its number: of two of one KPI the greater is the newer
 * @param declaration what it is made of
 * @param builtIn whether every site has the KPI
 * @param phase where it is in its life
 * @param visitsDone visits looked at so far
 * @param visitsTotal visits there were to look at when it began
 * @param startedAt when it was begun, as the processor says it
 * @param liveAt when it was live, if it was
 */
public record SeriesState(
    int series,
    KpiDeclaration declaration,
    boolean builtIn,
    String phase,
    long visitsDone,
    long visitsTotal,
    String startedAt,
    Optional<String> liveAt) {

  /** It holds every visit, and is what queries show. */
  static final String LIVE = "live";

  /** The visits known before are being added. */
  static final String FILLING = "filling";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The series of a processor's answer; one whose declaration this release cannot read is none. */
  static Optional<SeriesState> read(JsonNode told) {
    return declaration(told.path("declaration"))
        .map(declaration ->
            new SeriesState(
                told.path("series").asInt(),
                declaration,
                told.path("builtIn").asBoolean(),
                told.path("phase").asText(),
                told.path("visitsDone").asLong(),
                told.path("visitsTotal").asLong(),
                told.path("startedAt").asText(),
                Optional.ofNullable(told.get("liveAt"))
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::asText)));
  }

  private static Optional<KpiDeclaration> declaration(JsonNode json) {
    try {
      return switch (JsonToAvro.of(KpiDeclaration.class).read(JSON.writeValueAsBytes(json))) {
        case RecordRead.Valid(KpiDeclaration declaration) -> Optional.of(declaration);
        case RecordRead.Valid _, RecordRead.Invalid(List<?> _) -> Optional.empty();
      };
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("what was parsed can be written", impossible);
    }
  }

  /** What the KPI is called. */
  String kpi() {
    return declaration.getKpi();
  }

  boolean isLive() {
    return phase.equals(LIVE);
  }

  /** Whether it is, or is to be, what queries show. */
  boolean isCurrent() {
    return isLive() || phase.equals(FILLING);
  }

  /** How much of it is there, 0 to 100; 100 only when it is live. */
  int percent() {
    if (isLive()) {
      return 100;
    }
    return visitsTotal <= 0 ? 0 : (int) Math.clamp(visitsDone * 100 / visitsTotal, 0, 99);
  }

  /** As answers show it. */
  public Map<String, Object> shown() {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("phase", phase);
    shown.put("visitsDone", visitsDone);
    shown.put("visitsTotal", visitsTotal);
    shown.put("percent", percent());
    shown.put("since", isLive() ? liveAt.orElse(startedAt) : startedAt);
    return shown;
  }
}
