package io.sitehub.cli.command;

import io.sitehub.cli.screen.ExitCode;
import io.sitehub.cli.screen.Problem;
import io.sitehub.cli.screen.Screen;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sitehub logs}: what the processes wrote. */
@Command(
    name = "logs",
    description = "Show the end of the logs: of a role, of one process, of all.",
    footer = {"", "  ./sitehub logs gateway", "  ./sitehub logs processor-2 -n 100 -f"})
public final class LogsCommand implements Callable<Integer> {
  private static final long TAIL_BYTES_A_LINE = 400;
  private static final long POLL_MS = 250;

  @Mixin private SiteOptions options = new SiteOptions();

  @Parameters(
      paramLabel = "ROLE",
      arity = "0..1",
      defaultValue = "",
      description = "broker, registry, gateway, processor, kpi-service, supervisor; or gateway-1.")
  private String role = "";

  @Option(
      names = {"-n", "--lines"},
      converter = WholeNumber.Rows.class,
      paramLabel = "N",
      defaultValue = "20",
      description = "So many lines of each (default: ${DEFAULT-VALUE}).")
  private int lines;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with what is written, until Ctrl-C.")
  private boolean follow;

  @Override
  public Integer call() throws InterruptedException, IOException {
    List<Path> files = files();
    if (files.isEmpty()) {
      throw new Problem(
          ExitCode.FAILED,
          "there are no logs"
              + (role.isEmpty() ? "" : " of " + role)
              + " in "
              + options.directory().root().resolve("logs"),
          "name a role or a process that ./sitehub status shows");
    }
    Map<String, List<String>> tails = new TreeMap<>();
    Map<Path, Long> positions = new TreeMap<>();
    for (Path file : files) {
      positions.put(file, Files.size(file));
      tails.put(name(file), tail(file));
    }
    if (options.json()) {
      options.print(tails);
    } else {
      Screen screen = options.screen();
      tails.forEach((name, tail) -> tail.forEach(line -> screen.print(name + " | " + line)));
      while (follow) {
        Thread.sleep(POLL_MS);
        for (Path file : files) {
          positions.put(file, printFrom(file, positions.getOrDefault(file, 0L), screen));
        }
      }
    }
    return ExitCode.OK.code();
  }

  private List<Path> files() throws IOException {
    Path directory = options.directory().root().resolve("logs");
    if (Files.notExists(directory)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(file -> file.getFileName().toString().endsWith(".log"))
          .filter(file -> role.isEmpty() || name(file).equals(role) || isOfRole(file))
          .sorted()
          .toList();
    }
  }

  private boolean isOfRole(Path file) {
    return name(file).matches(Pattern.quote(role) + "-[0-9]+");
  }

  private static String name(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - ".log".length());
  }

  private List<String> tail(Path file) throws IOException {
    long from = Math.max(0, Files.size(file) - lines * TAIL_BYTES_A_LINE);
    List<String> all = new ArrayList<>(List.of(read(file, from).split("\n", -1)));
    if (from > 0) {
      all.removeFirst(); // half a line
    }
    if (!all.isEmpty() && all.getLast().isEmpty()) {
      all.removeLast();
    }
    return all.subList(Math.max(0, all.size() - lines), all.size());
  }

  private static long printFrom(Path file, long position, Screen screen) throws IOException {
    if (Files.size(file) <= position) {
      return Files.size(file);
    }
    String text = read(file, position);
    int end = text.lastIndexOf('\n') + 1;
    text.substring(0, end).lines().forEach(line -> screen.print(name(file) + " | " + line));
    return position + text.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
  }

  private static String read(Path file, long from) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      byte[] bytes = new byte[(int) Math.min(Integer.MAX_VALUE - 8, in.length() - from)];
      in.seek(from);
      in.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
