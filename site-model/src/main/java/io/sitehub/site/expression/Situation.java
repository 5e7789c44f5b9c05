package io.sitehub.site.expression;

import dev.cel.runtime.CelVariableResolver;
import io.sitehub.model.state.Visit;
import io.sitehub.model.state.VisitHandling;
import io.sitehub.model.state.VisitWeighing;
import io.sitehub.site.config.SiteHistory;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an expression is evaluated in: a visit as it is known, the settings that hold for it, and
 * maybe one part of it. The visit must not change while this is in use. Not thread-safe.
 */
public final class Situation {
  private final Visit visit;
  private final SiteHistory history;
  private final View<Visit> visitView;
  private final @Nullable View<?> part;
  private @Nullable View<SiteThen> site;

  private Situation(Visit visit, SiteHistory history, @Nullable View<?> part) {
    this.visit = visit;
    this.history = history;
    this.visitView = new View<>(Vocabulary.VISIT, visit);
    this.part = part;
  }

  /** A visit as a whole. */
  public static Situation of(Visit visit, SiteHistory history) {
    return new Situation(visit, history, null);
  }

  /** The same visit, with one of its weighings as the current one. */
  public Situation with(VisitWeighing weighing) {
    return new Situation(visit, history, new View<>(Vocabulary.WEIGHING, weighing));
  }

  /** The same visit, with one of its stays as the current one. */
  public Situation with(VisitHandling handling) {
    return new Situation(
        visit, history, new View<>(Vocabulary.HANDLING, new HandlingOfVisit(visit, handling)));
  }

  CelVariableResolver variables() {
    return name -> Optional.ofNullable(find(name));
  }

  @Nullable View<?> find(String variable) {
    return switch (variable) {
      case "visit" -> visitView;
      case "site" -> site();
      case "weighing", "handling" -> part;
      default -> null;
    };
  }

  private View<SiteThen> site() {
    if (site == null) {
      site = new View<>(Vocabulary.SITE, SiteThen.of(visit, history));
    }
    return site;
  }
}
