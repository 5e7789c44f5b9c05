package io.sitehub.model.catalogue;

import static io.sitehub.model.catalogue.AttributeRule.EVENT_ID;
import static io.sitehub.model.catalogue.AttributeRule.SITE_ID;
import static io.sitehub.model.catalogue.AttributeRule.SOURCE;
import static io.sitehub.model.catalogue.AttributeRule.TRACE_PARENT;
import static io.sitehub.model.catalogue.AttributeRule.VISIT_ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.seed.Seeds;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AttributeRuleTest {

  private static final String CHARACTERS = "aZ09-._:/ \u00e9\n";

  static LongStream seeds() {
    return Seeds.ten();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void siteAndVisitIdsAreThoseOfTheirPatterns(long seed) {
    Random random = new Random(seed);
    Pattern site = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    Pattern visit = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");
    for (int i = 0; i < 2_000; i++) {
      // Given
      int bound = random.nextBoolean() ? 4 : CHARACTERS.length();
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(5); length > 0; length--) {
        text.append(CHARACTERS.charAt(random.nextInt(bound)));
      }
      String id = random.nextInt(10) == 0 ? text + "a".repeat(62) : text.toString();

      // When // Then
      assertThat(SITE_ID.holds(id)).as(id).isEqualTo(site.matcher(id).matches());
      assertThat(VISIT_ID.holds(id)).as(id).isEqualTo(visit.matcher(id).matches());
    }
  }

  @Test
  void sourcesAreUriReferences() {
    assertThat(
            new String[] {
              "/sites/lyon-1/terminals/kiosk-2", "urn:uuid:1", "https://h/a?b#c", "a%20b", "x"
            })
        .allMatch(SOURCE::holds);
    assertThat(
            new String[] {"", "a b", "é", "%zz", "http://[", "a\nb", "/" + "x".repeat(256), "<a>"})
        .noneMatch(SOURCE::holds);
  }

  @Test
  void idsAreTextOfBoundedLength() {
    assertThat(new String[] {"1", "x".repeat(128), "é😀 /"}).allMatch(EVENT_ID::holds);
    assertThat(new String[] {"", "x".repeat(129), "a\tb", "\u007f", "\ud800", "\ude00\ud83d"})
        .noneMatch(EVENT_ID::holds);
  }

  @Test
  void traceParentsAreW3c() {
    String good = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    assertThat(TRACE_PARENT.holds(good)).isTrue();
    assertThat(
            new String[] {
              "",
              good.toUpperCase(Locale.ROOT),
              good + "0",
              good.replace("00-0", "ff-0"),
              good.replace("0af7651916cd43dd8448eb211c80319c", "0".repeat(32)),
              good.replace("b7ad6b7169203331", "0".repeat(16)),
              good.replace('-', '_')
            })
        .noneMatch(TRACE_PARENT::holds);
  }
}
