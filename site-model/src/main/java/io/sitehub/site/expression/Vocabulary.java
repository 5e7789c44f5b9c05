package io.sitehub.site.expression;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.site.config.SiteHistory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What expressions can speak of: {@code docs/kpis.md} lists it, and a test holds the list against
 * this.
 */
public final class Vocabulary {
  /**
   * Raised whenever an expression may come to something else than before. It is part of what a KPI
   * means, so a change fills every KPI anew.
   */
  public static final int VERSION = 1;

  static final Shape<io.sitehub.model.state.VisitRejection> REJECTION =
      ElementTerms.rejection("Rejection");
  static final Shape<io.sitehub.model.state.VisitWeighing> WEIGHING =
      ElementTerms.weighing("Weighing");
  static final Shape<HandlingOfVisit> HANDLING = ElementTerms.handling("Handling");
  static final Shape<io.sitehub.model.state.Visit> VISIT = VisitTerms.visit("Visit");
  static final Shape<SiteThen> SITE = SiteTerms.site("Site");

  /** What `site` is taken from, besides the settings: it decides which of them hold. */
  static final long SITE_READS = VisitMask.of("arrivedAt", "slotStart", "firstEventAt");

  /** How expressions call things, and what these are. */
  static final Map<String, Shape<?>> VARIABLES =
      Map.of("visit", VISIT, "weighing", WEIGHING, "handling", HANDLING, "site", SITE);

  private static final List<Shape<?>> SHAPES = List.of(VISIT, WEIGHING, HANDLING, REJECTION, SITE);

  static final CelTypeProvider TYPES =
      new CelTypeProvider() {
        private final ImmutableList<CelType> types =
            SHAPES.stream().map(Shape::type).collect(ImmutableList.toImmutableList());

        @Override
        public ImmutableCollection<CelType> types() {
          return types;
        }

        @Override
        public Optional<CelType> findType(String name) {
          return types.stream().filter(type -> type.name().equals(name)).findFirst();
        }
      };

  /**
   * One field, for documentation.
   *
   * @param of the kind of thing it is a field of: {@code Visit}
   * @param field its name
   * @param type its type as CEL calls it: {@code timestamp}, {@code list(Weighing)}
   * @param meaning what it is
   */
  public record Entry(String of, String field, String type, String meaning) {}

  private Vocabulary() {}

  /** Every field of everything, in the order in which they are documented. */
  public static List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (Shape<?> shape : SHAPES) {
      for (Term<?> term : shape.terms()) {
        entries.add(new Entry(shape.name(), term.name(), typeName(term.type()), term.meaning()));
      }
    }
    return entries;
  }

  /** The settings that {@code site} speaks of, and their values, in one version. */
  public static Map<String, Object> settings(SiteConfig config, SiteHistory history) {
    return new LinkedHashMap<>(new View<>(SITE, new SiteThen(config, history.zone().getId())));
  }

  /** The names of all fields of all things. */
  static Stream<String> fieldNames() {
    return SHAPES.stream().flatMap(shape -> shape.terms().stream().map(Term::name));
  }

  static String typeName(CelType type) {
    return switch (type.kind()) {
      case TIMESTAMP -> "timestamp";
      case DURATION -> "duration";
      case LIST -> "list(" + typeName(((ListType) type).elemType()) + ")";
      default -> type.name();
    };
  }
}
