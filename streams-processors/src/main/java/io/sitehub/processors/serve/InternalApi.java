package io.sitehub.processors.serve;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.sitehub.kit.problem.Problem;
import io.sitehub.kit.problem.ProblemException;
import io.sitehub.model.json.EnumWords;
import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.state.Alert;
import io.sitehub.model.state.Device;
import io.sitehub.model.state.KpiSeries;
import io.sitehub.model.state.Ticket;
import io.sitehub.model.time.Rfc3339;
import io.sitehub.processors.queue.Queues;
import io.sitehub.processors.serve.CopyAccess.NotHeld;
import io.sitehub.processors.serve.CopyAccess.NotReady;
import io.sitehub.processors.serve.CopyAccess.Open;
import io.sitehub.processors.state.Alerts;
import io.sitehub.processors.state.Devices;
import io.sitehub.processors.state.KpiCells;
import io.sitehub.processors.state.SeriesTable;
import io.sitehub.processors.state.Sites;
import io.sitehub.processors.state.StoredEventCodec;
import io.sitehub.processors.state.Tickets;
import io.sitehub.processors.state.Tickets.Numbered;
import io.sitehub.processors.state.TrackedVisit;
import io.sitehub.processors.state.VisitEvents;
import io.sitehub.processors.state.VisitIndex;
import io.sitehub.processors.state.Visits;
import io.sitehub.processors.visit.ReplacementReader;
import io.sitehub.site.config.SiteHistory;
import io.sitehub.site.kpi.CellArray;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jspecify.annotations.Nullable;

/**
 * The internal query protocol: docs/architecture.md. A copy that is moved away while it is being
 * read answers 503, as one that is not ready does.
 */
public final class InternalApi {

  private static final String PARTITION = "/internal/v1/partitions/{partition}/";
  private static final String SITE = PARTITION + "sites/{site}/";
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final int MAX_SITES = 10_000;
  private static final int MAX_CELLS = 100_000;

  private final String instance;
  private final LocalCopies copies;
  private final AssignmentAnswer assignment;
  private final SchemaRegistry registry;
  private final Visits.Codec visitCodec;
  private final StoredEventCodec eventCodec;
  private final ReplacementReader replacements;
  private final KnownSites sites;
  private final ShownVisits shownVisits = new ShownVisits();

  /**
   * @param instance name of this instance
   */
  public InternalApi(
      String instance,
      LocalCopies copies,
      AssignmentAnswer assignment,
      SchemaRegistry registry,
      ReplacementReader replacements) {
    this.instance = instance;
    this.copies = copies;
    this.assignment = assignment;
    this.registry = registry;
    this.visitCodec = new Visits.Codec(registry);
    this.eventCodec = new StoredEventCodec(registry);
    this.replacements = replacements;
    this.sites = new KnownSites(registry);
  }

  /** Adds the routes. */
  public void routes(JavalinConfig config) {
    config.routes.get("/internal/v1/assignment", assignment::answer);
    config.routes.get(PARTITION + "sites", context -> ask(context, this::sites));
    config.routes.get(SITE + "visits", context -> askAboutSite(context, this::visits));
    config.routes.get(SITE + "visits/{visit}", context -> askAboutSite(context, this::visit));
    config.routes.get(SITE + "tickets", context -> askAboutSite(context, this::tickets));
    config.routes.get(SITE + "tickets/{number}", context -> askAboutSite(context, this::ticket));
    config.routes.get(SITE + "config", context -> askAboutSite(context, this::config));
    config.routes.get(SITE + "kpis", context -> askAboutSite(context, this::kpis));
    config.routes.get(SITE + "kpis/{kpi}/cells", context -> askAboutSite(context, this::cells));
    config.routes.get(SITE + "alerts", context -> askAboutSite(context, this::alerts));
    config.routes.get(SITE + "devices", context -> askAboutSite(context, this::devices));
    config.routes.get(SITE + "queues", context -> askAboutSite(context, this::queues));
    config.routes.get(SITE + "on-site", context -> askAboutSite(context, this::onSite));
  }

  /** Answers from a copy. */
  @FunctionalInterface
  private interface Question {
    void answer(Context context, Open copy);
  }

  private void ask(Context context, Question question) {
    int partition = Parameters.partition(context);
    switch (copies.open(partition)) {
      case NotHeld() ->
          throw new ProblemException(
              Problem.of(421, "misdirected-request", "Misdirected Request")
                  .withDetail("This instance does not hold partition " + partition + "."));
      case NotReady(String reason) ->
          throw ProblemException.unavailable("Not ready: " + reason + ".", SOON);
      case Open copy -> {
        context.header("Cache-Control", "no-store");
        context.header("Sitehub-As-Of", Rfc3339.format(copy.asOf()));
        context.header("Sitehub-Lag", Long.toString(copy.lag()));
        context.header("Sitehub-Served-By", copy.role().code());
        context.header("Sitehub-Instance", instance);
        try {
          question.answer(context, copy);
        } catch (InvalidStateStoreException e) {
          throw ProblemException.unavailable("Not ready: the copy is being moved.", SOON);
        }
      }
    }
  }

  private void askAboutSite(Context context, Question question) {
    ask(
        context,
        (asked, copy) -> {
          String site = site(context);
          if (!new Sites(copy.space()).contains(site)) {
            throw ProblemException.notFound("Nothing of this site is in this partition.");
          }
          KnownSites.Known known = sites.of(copy.space(), site);
          context.header("Sitehub-Zone", known.history().zone().getId());
          context.header("Sitehub-Config", Long.toString(known.version()));
          question.answer(asked, copy);
        });
  }

  private void sites(Context context, Open copy) {
    List<String> sites = new Sites(copy.space()).list(MAX_SITES);
    Json.answer(
        context,
        to -> {
          to.writeArrayFieldStart("sites");
          for (String site : sites) {
            to.writeString(site);
          }
          to.writeEndArray();
        });
  }

  private void visits(Context context, Open copy) {
    VisitListing.Page page =
        Parameters.listing(context)
            .read(
                site(context),
                new VisitIndex(copy.space()),
                new Visits(copy.space(), visitCodec),
                shownVisits,
                history(context, copy).zone());
    Json.page(context, "visits", page.visits(), page.next());
  }

  private void visit(Context context, Open copy) {
    String visitId = context.pathParam("visit");
    TrackedVisit tracked = new Visits(copy.space(), visitCodec).find(site(context), visitId);
    if (tracked == null) {
      throw ProblemException.notFound("No event of this visit is in this partition.");
    }
    Timeline timeline =
        Timeline.of(
            Parameters.partition(context),
            new VisitEvents(copy.space(), eventCodec).of(site(context), visitId),
            replacements);
    Json.answer(
        context,
        to -> {
          Json.object(to, "visit", tracked.visit());
          timeline.write(to);
          Long ticketNumber = tracked.ticketNumber();
          if (ticketNumber != null) {
            to.writeNumberField("ticket", ticketNumber);
          }
        });
  }

  private void tickets(Context context, Open copy) {
    String after = context.queryParam("after");
    int limit = Parameters.limit(context);
    List<Numbered> found =
        new Tickets(copy.space(), registry)
            .list(
                site(context),
                after == null ? 0 : Parameters.number("after", after, 0, Long.MAX_VALUE),
                limit + 1);
    List<Numbered> page = found.subList(0, Math.min(limit, found.size()));
    Json.answer(
        context,
        to -> {
          Json.array(
              to, "tickets", page.stream().map(ticket -> ticket.revisions().getLast()).toList());
          if (found.size() > limit) {
            to.writeStringField("next", Long.toString(page.getLast().number()));
          }
        });
  }

  private void ticket(Context context, Open copy) {
    long number = Parameters.number("number", context.pathParam("number"), 1, Long.MAX_VALUE);
    List<Ticket> revisions = new Tickets(copy.space(), registry).revisions(site(context), number);
    if (revisions.isEmpty()) {
      throw ProblemException.notFound("The site has given no ticket of this number.");
    }
    Json.answer(
        context,
        to -> {
          Json.object(to, "ticket", revisions.getLast());
          Json.array(to, "revisions", revisions);
        });
  }

  private void config(Context context, Open copy) {
    Json.answer(
        context, to -> Json.array(to, "versions", List.copyOf(history(context, copy).versions())));
  }

  private void kpis(Context context, Open copy) {
    List<KpiSeries> series = new SeriesTable(copy.space(), registry).list(site(context));
    Json.answer(context, to -> Json.array(to, "series", series));
  }

  private void cells(Context context, Open copy) {
    String site = site(context);
    KpiSeries series =
        SeriesTable.shown(sites.of(copy.space(), site).series(), context.pathParam("kpi"));
    if (series == null) {
      throw ProblemException.notFound("The site has no such KPI.");
    }
    context.header("Sitehub-Kpi-Phase", EnumWords.word(series.getPhase()));
    byte[] cells =
        new KpiCells(copy.space(), registry)
            .array(
                site,
                series.getSeries(),
                Parameters.granularity(context),
                Parameters.instant(context, "from"),
                Parameters.instant(context, "to"),
                MAX_CELLS);
    if (cells == null) {
      throw ProblemException.badParameter(
          "to", "range", "must be nearer to from: there are more than " + MAX_CELLS + " cells");
    }
    context.res().setCharacterEncoding((String) null); // it is no text
    boolean known = isKnown(cells, context.queryParam("unless"));
    context.contentType("application/avro").result(known ? new byte[0] : cells);
  }

  private static boolean isKnown(byte[] cells, @Nullable String digest) {
    return digest != null && digest.equals(CellArray.digest(cells));
  }

  private void alerts(Context context, Open copy) {
    List<Alert> alerts =
        new Alerts(copy.space(), registry).list(site(context), Parameters.MAX_LIMIT);
    Json.answer(context, to -> Json.array(to, "alerts", alerts));
  }

  private SiteHistory history(Context context, Open copy) {
    return sites.of(copy.space(), site(context)).history();
  }

  private void devices(Context context, Open copy) {
    int limit = Parameters.limit(context);
    List<Device> found =
        new Devices(copy.space()).list(site(context), context.queryParam("after"), limit + 1);
    List<Device> page = found.subList(0, Math.min(limit, found.size()));
    Json.answer(
        context,
        to -> {
          Json.array(to, "devices", page);
          if (found.size() > limit) {
            to.writeStringField("next", page.getLast().getSource());
          }
        });
  }

  private void queues(Context context, Open copy) {
    QueueAnswer answer =
        QueueAnswer.of(
            site(context), new Queues(copy.space()), new Visits(copy.space(), visitCodec));
    Json.answer(context, answer::write);
  }

  private void onSite(Context context, Open copy) {
    int[] count = {0};
    new VisitIndex(copy.space())
        .scan(
            site(context),
            VisitIndex.Attribute.ON_SITE,
            "",
            null,
            entry -> {
              count[0]++;
              return true;
            });
    Json.answer(context, to -> to.writeNumberField("onSite", count[0]));
  }

  private static String site(Context context) {
    return context.pathParam("site");
  }
}
