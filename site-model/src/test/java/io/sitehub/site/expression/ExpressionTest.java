package io.sitehub.site.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.state.Visit;
import io.sitehub.model.state.VisitHandling;
import io.sitehub.site.config.SiteHistory;
import io.sitehub.site.kpi.Visits;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
  private static final ExpressionCompiler COMPILER = new ExpressionCompiler();
  private static final SiteHistory SITE = SiteHistory.unconfigured("lyon-1");

  @Test
  void valuesHaveTheirJavaTypes() {
    assertThat(value("visit.enteredAt")).isEqualTo(Visits.at("08:10"));
    assertThat(value("visit.exitedAt - visit.enteredAt")).isEqualTo(Duration.ofMinutes(40));
    assertThat(value("visit.netKg / 1000.0")).isEqualTo(25.0);
    assertThat(value("size(visit.weighings)")).isEqualTo(2L);
    assertThat(value("visit.carrier + '!'")).isEqualTo("Martin!");
    assertThat(value("visit.outcome == 'completed'")).isEqualTo(true);
    assertThat(value("site.freeTime")).isEqualTo(Duration.ofMinutes(120));
    assertThat(value("visit.enteredAt.getHours('Europe/Paris')")).isEqualTo(9L);
    assertThat(value("visit.enteredAt.getHours(site.zone)")).isEqualTo(8L);
    assertThat(value("visit.netKg > 20000")).isEqualTo(true);
  }

  @Test
  void anAbsentFieldIsAskedForWithHas() {
    assertThat(value("has(visit.orderId)")).isEqualTo(false);
    assertThat(value("has(visit.carrier)")).isEqualTo(true);
    assertThat(value("has(visit.orderId) ? visit.orderId : 'none'")).isEqualTo("none");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "visit.orderId",
        "visit.orderId + 'x'",
        "visit.slotEnd - visit.arrivedAt",
        "1 / (size(visit.weighings) - 2)",
        "visit.weighings[7].grossKg",
        "duration('bad')",
        "visit.enteredAt.getHours('Europe/Nowhere')",
        "9223372036854775807 + size(visit.weighings)",
        "visit.enteredAt + duration('315000000000s')",
        "int(visit.carrier)",
        "double(visit.carrier)",
        "int(visit.netKg * 1e300)",
        "visit.carrier.matches(visit.carrier + '(')",
        "visit.carrier.matches(visit.carrier + 'a{900}b{900}')",
        "visit.handlings.exists(h, h.lot == 'x') || visit.orderId == 'x'"
      })
  void whatCannotBeEvaluatedHasNoValue(String text) {
    assertThat(value(text)).isNull();
  }

  @Test
  void anEvaluationHasALimitOfSteps() {
    // Given
    Visit visit = Visits.completed();
    VisitHandling stay = Visits.handling("s", Visits.at("08:20"), Visits.at("08:30"));
    visit.setHandlings(java.util.Collections.nCopies(100, stay));
    String squared = "visit.handlings.all(a, visit.handlings.all(b, a.stationId == b.stationId))";
    // Then 100 steps are few, 100 times 100 too many
    assertThat(value("visit.handlings.all(a, a.stationId == 's')", visit)).isEqualTo(true);
    assertThat(value(squared, visit)).isNull();
  }

  @Test
  void whatAnExpressionReadsIsKnown() {
    assertThat(expression("visit.exitedAt - visit.enteredAt").reads())
        .isEqualTo(VisitMask.of("exitedAt", "enteredAt"));
    assertThat(expression("visit.weighings.exists(w, w.manual)").reads())
        .isEqualTo(VisitMask.of("weighings"));
    assertThat(expression("visit.direction").reads()).isEqualTo(VisitMask.of("direction", "net"));
    assertThat(expression("size([visit].filter(v, v.corrected))").reads())
        .isEqualTo(Vocabulary.VISIT.reads());
    assertThat(expression("site.freeTime").reads())
        .isEqualTo(VisitMask.of("arrivedAt", "slotStart", "firstEventAt"));
    assertThat(expression("site.freeTime").readsSite()).isTrue();
    assertThat(expression("visit.enteredAt").readsSite()).isFalse();
  }

  @Test
  void whatAnExpressionNeedsIsKnown() {
    assertThat(needs("visit.exitedAt - visit.enteredAt", false))
        .containsExactly("exitedAt", "enteredAt");
    assertThat(needs("has(visit.lane) && visit.lane == 'a'", false)).isEmpty();
    assertThat(needs("has(visit.lane) && visit.lane == 'a'", true)).containsExactly("lane");
    assertThat(needs("!(visit.lane == 'a' && visit.corrected)", true)).isEmpty();
    assertThat(needs("visit.lane == 'a' || visit.carrier == 'b'", true)).isEmpty();
    assertThat(needs("visit.corrected ? visit.lane : visit.carrier", false))
        .containsExactly("corrected");
    assertThat(needs("visit.weighings.exists(w, w.alibiId == visit.lane)", false))
        .containsExactly("weighings");
    assertThat(needs("visit.lane in [visit.queueId, 'x']", true))
        .containsExactly("lane", "queueId");
  }

  @Test
  void allThatIsWrongIsToldWithItsPlace() {
    assertThat(problems("visit.exitdAt > visit.enteredAt && visit.carier == 'x'"))
        .containsExactly(
            "1:7: there is no field exitdAt; did you mean exitedAt?",
            "1:42: there is no field carier; did you mean carrier?");
    assertThat(problems("visit.netKg ==\n  visitt.plannedKg"))
        .containsExactly("2:3: there is no visitt; did you mean visit?");
    assertThat(problems("weighing.manual"))
        .containsExactly("1:1: there is no weighing here: `each` would have to be weighing");
    assertThat(problems("visit.netKg * 2"))
        .containsExactly(
            "1:13: '*' is not defined for (double, int); beside decimals write whole numbers as 2.0,"
                + " or double(…)");
    assertThat(problems("visit.exitedAt - 3"))
        .containsExactly("1:16: '-' is not defined for (timestamp, int)");
    assertThat(problems("visit.exitedAt -")).containsExactly("1:17: it ends too early");
    assertThat(problems("visit.exitedAt visit")).containsExactly("1:16: 'visit' cannot stand here");
    assertThat(problems("visit.weighings"))
        .containsExactly(
            "1:1: must be true or false or a timestamp or a duration or a number or a string, not a"
                + " list");
    assertThat(problems("Visit{carrier: 'x'}.carrier"))
        .containsExactly("1:1: a Visit cannot be made, only spoken of");
  }

  @Test
  void lengthAndNestingHaveLimits() {
    assertThat(problems("'" + "x".repeat(ExpressionCompiler.MAX_LENGTH) + "'")).hasSize(1);
    String deep = "(".repeat(200) + "1" + ")".repeat(200);
    assertThat(problems(deep)).hasSize(1);
    String list = "[".repeat(200) + "]".repeat(200);
    assertThat(problems("size(" + list + ")")).hasSize(1);
  }

  @Test
  void noFieldOfTheVocabularyNamesAPerson() {
    assertThat(Vocabulary.entries())
        .extracting(Vocabulary.Entry::field)
        .noneMatch(field -> field.toLowerCase(java.util.Locale.ROOT).contains("driver"));
  }

  @Test
  void everyFieldCanBeEvaluatedAndIsOfItsType() {
    Visit visit = Visits.completed();
    visit.setHandlings(List.of(Visits.handling("s", Visits.at("08:20"), Visits.at("08:30"))));
    for (Vocabulary.Entry entry : Vocabulary.entries()) {
      String variable = entry.of().toLowerCase(java.util.Locale.ROOT);
      Scope scope =
          switch (variable) {
            case "weighing" -> Scope.WEIGHING;
            case "handling" -> Scope.HANDLING;
            default -> Scope.VISIT;
          };
      if (variable.equals("rejection") || entry.type().startsWith("list")) {
        continue;
      }
      Situation whole = Situation.of(visit, SITE);
      Situation in =
          switch (scope) {
            case VISIT -> whole;
            case WEIGHING -> whole.with(visit.getWeighings().getFirst());
            case HANDLING -> whole.with(visit.getHandlings().getFirst());
          };
      Expression field = expression(variable + "." + entry.field(), scope);
      Object value = field.valueIn(in);
      assertThat(value).as(entry.toString()).isEqualTo(field.evaluate(in));
      if (value != null) {
        Class<?> type =
            switch (field.type()) {
              case BOOL -> Boolean.class;
              case TIMESTAMP -> Instant.class;
              case DURATION -> Duration.class;
              case NUMBER -> Number.class;
              case STRING -> String.class;
            };
        assertThat(value).as(entry.toString()).isInstanceOf(type);
      }
    }
  }

  private static @org.jspecify.annotations.Nullable Object value(String text) {
    return value(text, Visits.completed());
  }

  private static @org.jspecify.annotations.Nullable Object value(String text, Visit visit) {
    Situation in = Situation.of(visit, SITE);
    Expression expression = expression(text);
    assertThat(expression.valueIn(in)).isEqualTo(expression.evaluate(in));
    return expression.valueIn(in);
  }

  private static List<String> needs(String text, boolean condition) {
    Set<ValueType> types = condition ? Set.of(ValueType.BOOL) : EnumSet.allOf(ValueType.class);
    return ((Compilation.Done) COMPILER.compile(text, Scope.VISIT, types))
        .expression().needs().stream().map(Facts.Path::field).toList();
  }

  private static List<String> problems(String text) {
    Compilation compilation = COMPILER.compile(text, Scope.VISIT, EnumSet.allOf(ValueType.class));
    assertThat(compilation).as(text).isInstanceOf(Compilation.Broken.class);
    return ((Compilation.Broken) compilation)
        .problems().stream().map(ExpressionProblem::toString).toList();
  }

  private static Expression expression(String text) {
    return expression(text, Scope.VISIT);
  }

  private static Expression expression(String text, Scope scope) {
    return switch (COMPILER.compile(text, scope, EnumSet.allOf(ValueType.class))) {
      case Compilation.Done done -> done.expression();
      case Compilation.Broken broken -> throw new AssertionError(text + broken.problems());
    };
  }
}
