package io.sitehub.cli.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.local.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickStartTest {
  @TempDir Path caches;

  private final Launch launch =
      new Launch(
          "gateway-1",
          Path.of("java"),
          List.of("-Xmx160m"),
          List.of(Path.of("/gateway.jar")),
          "io.sitehub.gateway.Gateway",
          List.of(),
          Map.of(),
          Path.of("gateway-1.log"));

  @Test
  void offChangesNothing() {
    assertThat(new QuickStart.Off().apply(Role.GATEWAY, launch)).isEqualTo(launch);
  }

  @Test
  void recordsForTheRole() {
    assertThat(new QuickStart.Record(caches).apply(Role.GATEWAY, launch).jvmArgs())
        .containsExactly(
            "-Xmx160m",
            "-XX:AOTMode=record",
            "-XX:AOTConfiguration=" + caches.resolve("gateway.recording"));
  }

  @Test
  void assemblesWhatWasRecordedIntoWhatIsUsed() throws IOException {
    // Given
    QuickStart.Record recording = new QuickStart.Record(caches);
    Path cache = Files.createFile(recording.cache(Role.GATEWAY));

    // When
    List<String> assembling = recording.assemble(Role.GATEWAY, launch).jvmArgs();
    List<String> using = new QuickStart.Use(caches).apply(Role.GATEWAY, launch).jvmArgs();

    // Then
    assertThat(assembling)
        .containsExactly(
            "-Xmx160m",
            "-XX:AOTMode=create",
            "-XX:AOTConfiguration=" + caches.resolve("gateway.recording"),
            "-XX:AOTCache=" + cache);
    assertThat(using)
        .containsExactly("-Xmx160m", "-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off");
  }

  @Test
  void aRoleWithoutACacheStartsWithoutOne() {
    assertThat(new QuickStart.Use(caches).apply(Role.GATEWAY, launch)).isEqualTo(launch);
  }
}
