package io.sitehub.kpis.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HedgeBudgetTest {

  @Test
  void letsNoMoreThanOneQuestionInTenBeAskedTwice() {
    // Given: what was saved in quiet times is spent
    HedgeBudget budget = new HedgeBudget();
    int saved = 0;
    while (budget.spend()) {
      saved++;
    }

    // When: every question is slow
    int hedges = 0;
    for (int question = 0; question < 1000; question++) {
      budget.earn();
      hedges += budget.spend() ? 1 : 0;
    }

    // Then
    assertThat(saved).isEqualTo(20);
    assertThat(hedges).isEqualTo(100);
  }
}
