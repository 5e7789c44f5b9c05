package io.sitehub.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void widensColumnsToTheirWidestCellAndSetsNumbersToTheRight() {
    Table table =
        new Table("NAME", "PID", "NET").row("gateway-1", "7", "24.36 t").row("b", "1234", "");

    assertThat(table.lines())
        .containsExactly("NAME        PID      NET", "gateway-1     7  24.36 t", "b          1234");
  }

  @Test
  void refusesARowThatDoesNotFit() {
    assertThatThrownBy(() -> new Table("A", "B").row("only one"))
        .hasMessageContaining("1 cells for 2 headings");
  }
}
