package io.sitehub.model.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.registry.Compatibility;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every schema reads and is read by every version of it that was ever released, for events are kept
 * for ever and services of different releases run side by side.
 *
 * <p>{@code -Dsitehub.schemas.release} adds what differs as a new version; {@code
 * -Dsitehub.schemas.release=amend} rewrites the newest instead, which is right only as long as no
 * log has been written with it.
 */
class SchemaEvolutionTest {

  private static final String RELEASE = "sitehub.schemas.release";
  private static final String HOW_TO =
      "%s differs from what was released last. If that is meant, release it and commit the file: "
          + "mvn -pl event-model -am test -Dtest='SchemaEvolutionTest,EventsDocTest' "
          + "-Dsurefire.failIfNoSpecifiedTests=false -D"
          + RELEASE;

  private final ReleasedSchemas released =
      new ReleasedSchemas(Path.of("src", "main", "schemas", "released"));

  static Stream<Schema> currentSchemas() {
    return GeneratedRecords.schemas().stream();
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("currentSchemas")
  void everySchemaIsReleasedAndFitsAllItsVersions(Schema current) {
    // Given
    List<Schema> versions = released.versions(current.getName());

    // When
    List<String> reasons = Compatibility.FULL_TRANSITIVE.check(current, versions);
    String release = System.getProperty(RELEASE);
    if (release != null && !released.isNewest(current)) {
      if (release.equals("amend")) {
        released.amend(current);
        reasons = List.of();
      } else if (reasons.isEmpty()) {
        released.release(current);
      }
    }

    // Then
    assertThat(reasons).as("why %s cannot be released", current.getName()).isEmpty();
    assertThat(released.isNewest(current)).as(HOW_TO, current.getName()).isTrue();
  }

  @Test
  void noReleasedRecordHasVanished() {
    // Given
    List<String> current = currentSchemas().map(Schema::getName).toList();

    // When // Then
    assertThat(current).doesNotHaveDuplicates().containsAll(released.names());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badChanges")
  void badChangesAreFound(String what, String changed) {
    // Given
    Schema old =
        new Schema.Parser()
            .parse(
                """
                {"type":"record","name":"R","fields":[
                  {"name":"a","type":"string"},
                  {"name":"b","type":["null","int"],"default":null},
                  {"name":"c","type":{"type":"enum","name":"E","symbols":["UNSPECIFIED","X"],
                    "default":"UNSPECIFIED"}}]}
                """);

    // When
    List<String> reasons =
        Compatibility.FULL_TRANSITIVE.check(new Schema.Parser().parse(changed), List.of(old));

    // Then
    assertThat(reasons).isNotEmpty();
  }

  static Stream<Object[]> badChanges() {
    String a = "{\"name\":\"a\",\"type\":\"string\"}";
    String b = "{\"name\":\"b\",\"type\":[\"null\",\"int\"],\"default\":null}";
    String c =
        "{\"name\":\"c\",\"type\":{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"UNSPECIFIED\","
            + "\"X\"],\"default\":\"UNSPECIFIED\"}}";
    return Stream.of(
        new Object[] {"a required field removed", record(b, c)},
        new Object[] {
          "a required field added", record(a, b, c, "{\"name\":\"d\",\"type\":\"string\"}")
        },
        new Object[] {"a field renamed", record(a.replace("\"a\"", "\"z\""), b, c)},
        new Object[] {"a type widened one way", record(a, b.replace("int", "long"), c)},
        new Object[] {"a type replaced", record(a.replace("string", "long"), b, c)},
        new Object[] {
          "an optional field made required", record(a, "{\"name\":\"b\",\"type\":\"int\"}", c)
        },
        new Object[] {
          "an enum without a default given a symbol",
          record(a, b, c.replace(",\"default\":\"UNSPECIFIED\"", "").replace("\"X\"", "\"Y\""))
        });
  }

  private static String record(String... fields) {
    return "{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + String.join(",", fields) + "]}";
  }

  @Test
  void goodChangesPassAndAreHeldAgainstEveryVersion() {
    // Given: v1 had b, v2 dropped it
    Schema v1 =
        new Schema.Parser()
            .parse(record("{\"name\":\"b\",\"type\":[\"null\",\"int\"],\"default\":null}"));
    Schema v2 = new Schema.Parser().parse(record());

    // When
    Schema asV1Again = v1;
    Schema withAnotherB =
        new Schema.Parser()
            .parse(record("{\"name\":\"b\",\"type\":[\"null\",\"string\"],\"default\":null}"));

    // Then: it may come back as it was, but not as something else, though v2 alone would allow it
    assertThat(Compatibility.FULL_TRANSITIVE.check(asV1Again, List.of(v1, v2))).isEmpty();
    assertThat(Compatibility.FULL.check(withAnotherB, List.of(v1, v2))).isEmpty();
    assertThat(Compatibility.FULL_TRANSITIVE.check(withAnotherB, List.of(v1, v2))).isNotEmpty();
  }

  @Test
  void aChangeThatWasNotReleasedIsSeen(@TempDir Path directory) {
    // Given
    ReleasedSchemas versions = new ReleasedSchemas(directory);
    Schema first = new Schema.Parser().parse(record());
    versions.release(first);
    assertThat(versions.isNewest(first)).isTrue();

    // When: a new field, or only a new rule
    Schema second =
        new Schema.Parser()
            .parse(record("{\"name\":\"b\",\"type\":[\"null\",\"int\"],\"default\":null}"));
    Schema third =
        new Schema.Parser()
            .parse(
                record(
                    "{\"name\":\"b\",\"type\":[\"null\",\"int\"],\"default\":null,\"minimum\":0}"));

    // Then
    assertThat(versions.isNewest(second)).isFalse();
    versions.release(second);
    assertThat(versions.isNewest(second)).isTrue();
    assertThat(versions.isNewest(third)).isFalse();
    assertThat(versions.versions("R")).containsExactly(first, second);
  }
}
