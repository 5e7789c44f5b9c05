package io.sitehub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SitehubTest {
  @TempDir Path data;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "up",
        "status",
        "down",
        "logs",
        "publish",
        "simulate",
        "visits",
        "visit",
        "kpis",
        "drill"
      })
  void everyCommandExplainsItselfAndKnowsJson(String command) {
    assertThat(run(command, "--help")).isZero();
    assertThat(out.toString()).contains("Usage: sitehub " + command, "--json", "--data");
  }

  @Test
  void aWrongCommandLineIsExplained() {
    assertThat(run("up", "--base-port", "many")).isEqualTo(2);
    assertThat(err.toString()).contains("--base-port").contains("many");
  }

  @ParameterizedTest
  @CsvSource({
    "demo --sites 0, --sites, 0, 1 to 200",
    "demo --trucks 0, --trucks, 0, 1 to 5000",
    "simulate --trucks many, --trucks, many, 1 to 5000",
    "simulate --seconds 0, --seconds, 0, 1 to 86400",
    "simulate --rate -1, --rate, -1, 0.001 to 1000000",
    "up --base-port 99999, --base-port, 99999, 0 to 65436",
    "logs -n -5, --lines, -5, 1 to 100000",
    "visits --limit 0, --limit, 0, 1 to 100000",
    "drill --times 0, --times, 0, 1 to 1000",
    "drill --every soon, --every, soon, 1 to 86400"
  })
  void aValueThatCannotBeIsNamedWithWhatIsAllowed(
      String line, String option, String value, String allowed) {
    assertThat(run((line + " --data " + data).split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains(option, "'" + value + "'", allowed).doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"up", "demo", "status", "visits"})
  void dataThatIsNoDirectoryIsAWrongCommandLine(String command) throws Exception {
    Path file = Files.writeString(data.resolve("file"), "");

    assertThat(run(command, "--data", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("--data", file.toString(), "directory");
  }

  @ParameterizedTest
  @ValueSource(strings = {"up", "demo"})
  void dataThatCannotBeMadeIsAWrongCommandLine(String command) throws Exception {
    Path file = Files.writeString(data.resolve("file"), "");

    assertThat(run(command, "--data", file.resolve("below").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("--data", "below", "directory");
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "visits", "kpis", "simulate"})
  void withoutASiteACommandSaysHowToStartOne(String command) {
    assertThat(run(command, "--data", data.toString())).isEqualTo(3);
    assertThat(err.toString())
        .contains("no site runs in " + data)
        .contains("./sitehub up or ./sitehub demo");
  }

  @Test
  void aProblemIsJsonForScripts() {
    assertThat(run("status", "--json", "--data", data.toString())).isEqualTo(3);
    assertThat(err.toString()).startsWith("{").contains("\"problem\"").contains("\"remedy\"");
  }

  @Test
  void stoppingNothingIsNoError() {
    assertThat(run("down", "--data", data.toString())).isZero();
    assertThat(out.toString()).contains("No site runs");
  }

  @Test
  void aFileThatIsNoJsonIsNotPublished() throws Exception {
    Path file = Files.writeString(data.resolve("events.json"), "weighing: 40 t");

    assertThat(run("publish", file.toString(), "--data", data.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("is not JSON").contains("line 1");
  }

  @Test
  void aDayThatIsNotOverCannotBeSimulated() {
    assertThat(run("simulate", "--day", "2999-01-01", "--data", data.toString())).isNotZero();
  }

  private int run(String... args) {
    CommandLine commandLine =
        Sitehub.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return commandLine.execute(args);
  }
}
