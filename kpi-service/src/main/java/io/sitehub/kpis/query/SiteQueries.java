package io.sitehub.kpis.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.sitehub.kpis.route.Freshness;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Sites and their alerts. */
final class SiteQueries {
  private static final List<String> TRUE_OR_FALSE = List.of("true", "false");

  private record SiteEntry(String site, int partition) {}

  private final StateQuestions questions;
  private final Fanout fanout;

  SiteQueries(StateQuestions questions, Fanout fanout) {
    this.questions = questions;
    this.fanout = fanout;
  }

  /** {@code GET /v1/sites} */
  void sites(Context context, Parameters parameters) {
    parameters.refuseIfWrong();
    List<Freshness> freshness = new ArrayList<>();
    List<SiteEntry> sites = new ArrayList<>();
    for (PartitionSites partition : allSites()) {
      freshness.add(partition.freshness);
      partition.sites.forEach(site -> sites.add(new SiteEntry(site, partition.partition)));
    }
    sites.sort(Comparator.comparing(SiteEntry::site));
    Map<String, Object> answer = Envelope.of(Freshness.ofAll(freshness));
    answer.put("sites", sites);
    context.json(answer);
  }

  /** The sites of one partition. */
  record PartitionSites(int partition, Freshness freshness, List<String> sites) {}

  /** The sites of every partition. */
  List<PartitionSites> allSites() {
    List<Integer> partitions = IntStream.range(0, questions.partitions()).boxed().toList();
    return fanout.each(
        partitions,
        partition -> {
          Told<ObjectNode> told = questions.partition(partition, "sites");
          List<String> sites = new ArrayList<>();
          told.body().path("sites").forEach(site -> sites.add(site.asText()));
          return new PartitionSites(partition, told.freshness(), sites);
        });
  }

  /** {@code GET /v1/sites/{site}} */
  void site(Context context, Parameters parameters) {
    String site = SitePath.site(context, parameters);
    parameters.refuseIfWrong();
    List<Told<ObjectNode>> told =
        fanout.each(
            List.of("on-site", "alerts"),
            path -> questions.site(site, path, SitePath.noSite(site)));
    JsonNode alerts = told.getLast().body().path("alerts");
    Map<String, Object> answer =
        Envelope.of(Freshness.ofAll(told.stream().map(Told::freshness).toList()));
    answer.put("site", site);
    told.getFirst().zone().ifPresent(zone -> answer.put("zone", zone.getId()));
    answer.put("partition", questions.partitionOf(site));
    answer.put("onSite", told.getFirst().body().path("onSite").asLong());
    answer.put("standingAlerts", standing(alerts, true).size());
    context.json(answer);
  }

  /** {@code GET /v1/sites/{site}/alerts} */
  void alerts(Context context, Parameters parameters) {
    String site = SitePath.site(context, parameters);
    Optional<Boolean> standing =
        parameters.choice("standing", TRUE_OR_FALSE).map(Boolean::parseBoolean);
    parameters.refuseIfWrong();
    Told<ObjectNode> told = questions.site(site, "alerts", SitePath.noSite(site));
    JsonNode alerts = told.body().path("alerts");
    Map<String, Object> answer = Envelope.of(told.freshness());
    answer.put("site", site);
    answer.put("alerts", standing.<Object>map(only -> standing(alerts, only)).orElse(alerts));
    context.json(answer);
  }

  private static List<JsonNode> standing(JsonNode alerts, boolean standing) {
    List<JsonNode> chosen = new ArrayList<>();
    alerts.forEach(alert -> {
      if (alert.path("clearedAt").isMissingNode() == standing) {
        chosen.add(alert);
      }
    });
    return chosen;
  }
}
