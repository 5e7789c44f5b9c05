package io.sitehub.kit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  private enum Mode {
    FAST,
    VERY_SAFE
  }

  @TempDir Path directory;

  @Test
  void environmentBeatsFileBeatsDefault() throws Exception {
    // Given
    Path file = Files.writeString(directory.resolve("a.properties"), "http.port=1\nname=fromFile");

    // When
    Settings settings =
        Settings.load(
            List.of("--config", file.toString()), Map.of("SITEHUB_HTTP_PORT", "2", "HOME", "/"));

    // Then
    assertThat(settings.<Integer>read(s -> s.integer("http.port", 3, 0, 9) + named(s)))
        .isEqualTo(2);
    assertThat(settings.effective())
        .containsExactly(
            Map.entry("http.port", "2"), Map.entry("name", "fromFile"), Map.entry("other", "x"));
  }

  private static int named(Settings settings) {
    assertThat(settings.text("name", "default")).isEqualTo("fromFile");
    assertThat(settings.text("other", "x")).isEqualTo("x");
    return 0;
  }

  @Test
  void fileIsFoundByVariableToo() throws Exception {
    // Given
    Path file = Files.writeString(directory.resolve("b.properties"), "name=Gr\u00fcn");

    // When
    String name =
        Settings.load(List.of(), Map.of("SITEHUB_CONFIG", file.toString()))
            .read(s -> s.text("name"));

    // Then
    assertThat(name).isEqualTo("Gr\u00fcn");
  }

  @Test
  void everyProblemIsReportedAtOnce() {
    // Given
    Settings settings =
        Settings.load(
            List.of("--verbose"),
            Map.of("SITEHUB_HTTP_PORT", "99999", "SITEHUB_HTPP_HOST", "h", "SITEHUB_MODE", "slow"));

    // When
    ConfigurationException refused =
        refused(
            settings,
            s ->
                s.text("site")
                    + s.integer("http.port", 0, 0, 65535)
                    + s.text("http.host", "x")
                    + s.choice("mode", Mode.FAST));

    // Then
    assertThat(refused.problems())
        .extracting(ConfigProblem::toString)
        .containsExactly(
            "argument 1=--verbose: only --config FILE is allowed",
            "site=: must be set to a text that is not empty",
            "SITEHUB_HTTP_PORT=99999: must be between 0 and 65535",
            "SITEHUB_MODE=slow: must be one of fast, very-safe",
            "SITEHUB_HTPP_HOST=h: is not a key of this service; did you mean SITEHUB_HTTP_HOST?");
  }

  @Test
  void unreadableFileIsAProblem() {
    assertThat(refused(Settings.load(List.of("--config=/no/such"), Map.of()), s -> 1).getMessage())
        .contains("--config=/no/such: must be a readable properties file");
  }

  @Test
  void recordsThatRefuseTheirValuesAreProblems() {
    ConfigurationException refused =
        refused(
            Settings.of(Map.of()),
            s -> {
              throw new IllegalArgumentException("a must be below b");
            });
    assertThat(refused.problems().getFirst().allowed()).isEqualTo("a must be below b");
  }

  @Test
  void contradictionsCanBeRefused() {
    ConfigurationException refused =
        refused(
            Settings.of(Map.of("a", "5")),
            s -> {
              int a = s.integer("a", 1, 0, 9);
              s.refuse("a", "must be below b");
              return a;
            });
    assertThat(refused).hasMessage("a=5: must be below b");
  }

  @Test
  void secretsAreNeverShown() throws Exception {
    // Given
    Settings settings = Settings.of(Map.of("key", "hunter2", "kafka.ssl.password", "hunter3"));

    // When
    Secret secret =
        settings.read(s -> {
          assertThat(s.below("kafka.")).containsEntry("ssl.password", "hunter3");
          return s.secret("key").orElseThrow();
        });

    // Then
    assertThat(secret.reveal()).isEqualTo("hunter2");
    assertThat(secret + settings.effective().toString()).doesNotContain("hunter");
  }

  @Test
  void unknownSecretsAreNotShownEither() {
    assertThat(refused(Settings.of(Map.of("db.pasword.password", "hunter2")), s -> 1))
        .hasMessage("db.pasword.password=[redacted]: is not a key of this service");
  }

  @Test
  void libraryKeysPassThrough() throws Exception {
    // Given
    Settings settings = Settings.load(List.of(), Map.of("SITEHUB_KAFKA_PRODUCER_LINGER_MS", "7"));

    // When
    Map<String, String> below = settings.read(s -> s.below("kafka.producer."));

    // Then
    assertThat(below).containsExactly(Map.entry("linger.ms", "7"));
  }

  @ParameterizedTest
  @CsvSource({
    "250ms, PT0.25S",
    "5s, PT5S",
    "2m, PT2M",
    "1h, PT1H",
    "7d, PT168H",
    "PT1M30S, PT1M30S",
    "0s, PT0S"
  })
  void durations(String text, Duration expected) throws Exception {
    assertThat(
            Settings.of(Map.of("d", text))
                .<Duration>read(
                    s -> s.duration("d", Duration.ZERO, Duration.ZERO, Duration.ofDays(9))))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"65536, 65536", "64KiB, 65536", "1MiB, 1048576", "2 GiB, 2147483648"})
  void sizes(String text, long expected) throws Exception {
    assertThat(Settings.of(Map.of("b", text)).<Long>read(s -> s.bytes("b", 0, 0, Long.MAX_VALUE)))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"5", "5 years", "-1s", "10d", "''"})
  void wrongDurations(String text) {
    ConfigurationException refused =
        refused(
            Settings.of(Map.of("d", text)),
            s -> s.duration("d", Duration.ZERO, Duration.ZERO, Duration.ofDays(9)));
    assertThat(refused)
        .hasMessage("d=" + text + ": must be a duration such as 250ms, 5s or 2m between 0s and 9d");
  }

  @Test
  void listsOfAddresses() throws Exception {
    // Given
    Settings settings =
        Settings.of(Map.of("k", "a:1, [::1]:2", "u", "http://a:1,https://b/x", "f", "true"));

    // When
    List<HostPort> brokers = settings.read(this::all);

    // Then
    assertThat(brokers).containsExactly(new HostPort("a", 1), new HostPort("::1", 2));
    assertThat(HostPort.join(brokers)).isEqualTo("a:1,[::1]:2");
  }

  private List<HostPort> all(Settings settings) {
    assertThat(settings.uriList("u", List.of()))
        .containsExactly(URI.create("http://a:1"), URI.create("https://b/x"));
    assertThat(settings.flag("f", false)).isTrue();
    return settings.hostPorts("k", List.of());
  }

  @ParameterizedTest
  @CsvSource({"k,nohost", "k,a:0", "k,a:70000", "k,':1'", "u,ftp://a", "u,noscheme", "f,yes"})
  void wrongAddresses(String key, String value) {
    ConfigurationException refused =
        refused(
            Settings.of(Map.of(key, value)),
            s ->
                s.hostPorts("k", List.of()).size()
                    + s.uriList("u", List.of()).size()
                    + (s.flag("f", true) ? 1 : 0));
    assertThat(refused.problems()).hasSize(1);
    assertThat(refused).hasMessageStartingWith(key + "=" + value + ": must be");
  }

  private static <T> ConfigurationException refused(
      Settings settings, Function<Settings, T> recipe) {
    return catchThrowableOfType(ConfigurationException.class, () -> settings.read(recipe));
  }
}
