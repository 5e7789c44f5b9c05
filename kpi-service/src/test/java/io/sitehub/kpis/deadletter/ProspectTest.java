package io.sitehub.kpis.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ProspectTest {
  private static final String UNKNOWN = Prospect.of("of-a-newer-release", true, true).advice();

  @Test
  void everyReasonOfTheDocumentIsKnown() throws Exception {
    // Given
    String document = Files.readString(Path.of("../docs/dead-letters.md"));
    List<String> reasons =
        Pattern.compile(
                "^\\| `(?:decode|deduplicate|visit)` \\| `([a-z-]+)` \\|", Pattern.MULTILINE)
            .matcher(document)
            .results()
            .map((MatchResult row) -> row.group(1))
            .toList();

    // Then
    assertThat(reasons)
        .hasSizeGreaterThan(10)
        .allSatisfy(
            reason -> assertThat(Prospect.of(reason, true, true).advice()).isNotEqualTo(UNKNOWN));
  }

  @Test
  void settingsOrdersAndWhatIsNotThereAnyMoreAreNotRedriven() {
    assertThat(Prospect.of("unusable-setting", true, false).possible()).isFalse();
    assertThat(Prospect.of("unusable-order", true, false))
        .returns(false, Prospect::possible)
        .satisfies(prospect -> assertThat(prospect.advice()).contains("ERP"));
    assertThat(Prospect.of("unknown-type", false, true).possible()).isFalse();
    assertThat(Prospect.of("unknown-type", true, true).possible()).isTrue();
  }
}
