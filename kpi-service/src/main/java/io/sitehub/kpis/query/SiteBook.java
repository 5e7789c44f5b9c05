package io.sitehub.kpis.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sitehub.kpis.route.Freshness;
import io.sitehub.model.json.JsonToAvro;
import io.sitehub.model.json.JsonToAvro.RecordRead;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.site.config.SiteHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the sites that were asked for are told to be, as the processors last said. An answer about a
 * site says which settings it rests on ({@code Sitehub-Config}): whoever finds that they are not
 * those remembered {@linkplain #anew asks anew}.
 */
public final class SiteBook {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final StateQuestions questions;
  private final Fanout fanout;

  /** Only of sites that exist, so it cannot grow without bound. */
  private final Map<String, SiteSettings> remembered = new ConcurrentHashMap<>();

  /** A book in which nothing stands yet. */
  public SiteBook(StateQuestions questions, Fanout fanout) {
    this.questions = questions;
    this.fanout = fanout;
  }

  /** What is remembered of a site. */
  Optional<SiteSettings> remembered(String site) {
    return Optional.ofNullable(remembered.get(site));
  }

  /**
   * What is remembered of a site, or else asked now; 404 if there is no such site, 503 if nobody
   * can answer.
   */
  SiteSettings of(String site) {
    return remembered(site).orElseGet(() -> anew(site));
  }

  /** Asks for the settings of a site; as {@link #of}. */
  public SiteSettings anew(String site) {
    List<Told<ObjectNode>> told =
        fanout.each(
            List.of("config", "kpis"), path -> questions.site(site, path, SitePath.noSite(site)));
    SiteSettings settings = settings(site, told.getFirst(), told.getLast());
    remembered.put(site, settings);
    return settings;
  }

  private static SiteSettings settings(
      String site, Told<ObjectNode> config, Told<ObjectNode> kpis) {
    List<SiteConfig> versions = new ArrayList<>();
    config.body().path("versions").forEach(version -> versions.add(version(version)));
    List<SeriesState> series = new ArrayList<>();
    kpis.body().path("series").forEach(each -> SeriesState.read(each).ifPresent(series::add));
    return SiteSettings.of(
        SiteHistory.of(site, versions),
        series,
        // Of two replicas that are not equally far, neither says what both rest on.
        config.config().equals(kpis.config()) ? kpis.config() : Optional.empty(),
        Freshness.ofAll(List.of(config.freshness(), kpis.freshness())));
  }

  private static SiteConfig version(JsonNode json) {
    try {
      return switch (JsonToAvro.of(SiteConfig.class).read(JSON.writeValueAsBytes(json))) {
        case RecordRead.Valid(SiteConfig config) -> config;
        case RecordRead.Valid(var other) ->
            throw new IllegalStateException("read " + other.getClass());
        case RecordRead.Invalid(var violations) ->
            throw new IllegalStateException(
                "a processor told a configuration that cannot be read: " + violations);
      };
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("what was parsed can be written", impossible);
    }
  }
}
