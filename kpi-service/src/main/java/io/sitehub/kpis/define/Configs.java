package io.sitehub.kpis.define;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import io.sitehub.kit.problem.ProblemException;
import io.sitehub.kpis.define.ConfigLog.WriteOutcome;
import io.sitehub.kpis.query.Envelope;
import io.sitehub.kpis.query.Parameters;
import io.sitehub.kpis.query.SiteBook;
import io.sitehub.kpis.query.SitePath;
import io.sitehub.kpis.query.SiteSettings;
import io.sitehub.model.json.AvroToJson;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.model.time.Rfc3339;
import io.sitehub.site.config.SiteHistory;
import io.sitehub.site.declare.SiteConfigJson;
import io.sitehub.site.declare.SiteConfigJson.ConfigRead;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Versions of a site's configuration. */
final class Configs {
  static final int MAX_VERSIONS = 500;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SiteBook book;
  private final Changes changes;
  private final InstantSource clock;

  Configs(SiteBook book, Changes changes, InstantSource clock) {
    this.book = book;
    this.changes = changes;
    this.clock = clock;
  }

  /** {@code PUT /v1/sites/{site}/config} */
  void put(Context context, Parameters parameters) {
    String site = SitePath.site(context, parameters);
    parameters.refuseIfWrong();
    SiteConfig config =
        switch (SiteConfigJson.read(Changes.body(context), site, clock.instant())) {
          case ConfigRead.Valid(SiteConfig valid) -> valid;
          case ConfigRead.Invalid(var violations) ->
              throw Changes.refused("The configuration is wrong; see violations.", violations);
        };
    SiteHistory history =
        settings(site).map(SiteSettings::history).orElse(SiteHistory.unconfigured(site));
    boolean isNew =
        history.versions().stream()
            .noneMatch(version -> version.getValidFrom().equals(config.getValidFrom()));
    if (isNew && history.versions().size() >= MAX_VERSIONS) {
      throw Changes.conflict(
          "validFrom",
          "count",
          "a site has at most " + MAX_VERSIONS + " versions: remove one that is not needed");
    }
    WriteOutcome.Acknowledged written = changes.write(site, key(config.getValidFrom()), config);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("site", site);
    answer.put("config", json(config));
    answer.put("partition", written.partition());
    answer.put("offset", written.offset());
    context.status(isNew ? 201 : 200).json(answer);
  }

  /** {@code GET /v1/sites/{site}/config} */
  void inForce(Context context, Parameters parameters) {
    String site = SitePath.site(context, parameters);
    Optional<Instant> at =
        parameters
            .checked(
                "at",
                text -> Rfc3339.parse(text).isPresent(),
                "date-time",
                "must be an instant like 2026-11-23T08:15:00Z")
            .flatMap(Rfc3339::parse);
    parameters.refuseIfWrong();
    SiteSettings settings = book.anew(site);
    Instant when = at.orElseGet(clock::instant);
    SiteConfig config = settings.history().at(when);
    Map<String, Object> answer = Envelope.of(settings.freshness());
    answer.put("site", site);
    answer.put("at", Rfc3339.format(when.truncatedTo(ChronoUnit.MILLIS)));
    answer.put("configured", settings.history().versions().contains(config));
    settings.history().versions().stream()
        .map(SiteConfig::getValidFrom)
        .filter(start -> start.isAfter(when))
        .findFirst()
        .ifPresent(next -> answer.put("validUntil", Rfc3339.format(next)));
    answer.put("config", json(config));
    context.json(answer);
  }

  /** {@code GET /v1/sites/{site}/config/versions} */
  void versions(Context context, Parameters parameters) {
    String site = SitePath.site(context, parameters);
    parameters.refuseIfWrong();
    SiteSettings settings = book.anew(site);
    Map<String, Object> answer = Envelope.of(settings.freshness());
    answer.put("site", site);
    answer.put("versions", settings.history().versions().stream().map(Configs::json).toList());
    context.json(answer);
  }

  /** {@code DELETE /v1/sites/{site}/config/{validFrom}} */
  void delete(Context context, Parameters parameters) {
    String site = SitePath.site(context, parameters);
    Optional<Instant> start = Rfc3339.parse(context.pathParam("validFrom"));
    if (start.isEmpty()) {
      parameters.refuse("validFrom", "date-time", "must be an instant like 2026-11-23T08:15:00Z");
    }
    parameters.refuseIfWrong();
    Instant validFrom = start.orElseThrow();
    List<Instant> starts =
        book.anew(site).history().versions().stream().map(SiteConfig::getValidFrom).toList();
    if (!starts.contains(validFrom)) {
      throw ProblemException.notFound(
          "Site '%s' has no configuration that is valid from %s. It has those of: %s."
              .formatted(site, Rfc3339.format(validFrom), starts));
    }
    changes.write(site, key(validFrom), null);
    context.status(204);
  }

  /** What is known of a site; empty if nothing is, for to configure a site is how it begins. */
  private Optional<SiteSettings> settings(String site) {
    try {
      return Optional.of(book.anew(site));
    } catch (ProblemException problem) {
      if (problem.problem().status() == 404) {
        return Optional.empty();
      }
      throw problem;
    }
  }

  private static String key(Instant validFrom) {
    return "config/" + Rfc3339.format(validFrom);
  }

  /** A record as it stands in an answer. */
  static JsonNode json(SpecificRecord record) {
    try {
      return JSON.readTree(AvroToJson.bytes(record));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("what was written as JSON can be read", impossible);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
