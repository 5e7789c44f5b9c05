package io.sitehub.site.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.state.KpiDeclaration;
import io.sitehub.model.state.KpiDimension;
import io.sitehub.model.state.KpiSubject;
import io.sitehub.model.state.Visit;
import io.sitehub.site.config.SiteHistory;
import io.sitehub.site.kpi.KpiCatalogue;
import io.sitehub.site.kpi.Visits;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of an expression without evaluating it must be what an evaluation says. */
class ShortcutPropertyTest {
  private static final ExpressionCompiler COMPILER = new ExpressionCompiler();
  private static final SiteHistory SITE = SiteHistory.unconfigured("lyon-1");
  private static final List<String> MORE =
      List.of(
          "visit.carrier == 'Martin' && visit.netKg > 10000.0 && has(visit.material)",
          "visit.carrier == 'Martin' || visit.material == 'sand'",
          "!(visit.carrier == 'Martin' && visit.material == 'sand')",
          "(visit.corrected ? visit.enteredAt : visit.exitedAt) > visit.arrivedAt",
          "visit.weighings.all(w, w.occupiedFrom < visit.exitedAt)",
          "visit.handlings.exists(h, h.completedAt > visit.calledAt && h.product == 'sand')",
          "visit.material in [visit.carrier, 'sand']",
          "visit.queueLeftAt - visit.queuedAt > duration('10m')");

  private record Case(Scope scope, Expression expression, boolean condition) {}

  private static final List<Case> CASES = cases();

  static LongStream seeds() {
    Long seed = Long.getLong("sitehub.seed");
    return seed == null ? LongStream.range(0, 200) : LongStream.of(seed);
  }

  @ParameterizedTest(name = "-Dsitehub.seed={0}")
  @MethodSource("seeds")
  void aShortcutSaysWhatAnEvaluationSays(long seed) {
    Visit visit = Visits.random(new Random(seed));
    for (Case one : CASES) {
      for (Situation in : situations(one.scope, visit)) {
        Object quick = one.expression.valueIn(in);
        Object slow = one.expression.evaluate(in);
        if (one.condition) {
          assertThat(Boolean.TRUE.equals(quick)).isEqualTo(Boolean.TRUE.equals(slow));
        } else {
          assertThat(quick).isEqualTo(slow);
        }
      }
    }
  }

  private static List<Situation> situations(Scope scope, Visit visit) {
    Situation whole = Situation.of(visit, SITE);
    return switch (scope) {
      case VISIT -> List.of(whole);
      case WEIGHING -> visit.getWeighings().stream().map(whole::with).toList();
      case HANDLING -> visit.getHandlings().stream().map(whole::with).toList();
    };
  }

  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (KpiDeclaration kpi : KpiCatalogue.builtIn().declarations()) {
      Scope scope =
          kpi.getEach() == KpiSubject.VISIT ? Scope.VISIT : Scope.valueOf(kpi.getEach().name());
      Stream.concat(
              Stream.of(kpi.getAt(), kpi.getUntil(), kpi.getValue()),
              kpi.getDimensions().stream().map(KpiDimension::getOf))
          .forEach(text -> add(cases, scope, text, false));
      add(cases, scope, kpi.getWhen(), true);
    }
    for (String text : MORE) {
      add(cases, Scope.VISIT, text, true);
      add(cases, Scope.VISIT, text, false);
    }
    return cases;
  }

  private static void add(List<Case> cases, Scope scope, @Nullable String text, boolean condition) {
    if (text == null) {
      return;
    }
    Set<ValueType> types = condition ? Set.of(ValueType.BOOL) : EnumSet.allOf(ValueType.class);
    if (COMPILER.compile(text, scope, types) instanceof Compilation.Done(Expression done)) {
      cases.add(new Case(scope, done, condition));
    } else {
      throw new AssertionError(text);
    }
  }
}
