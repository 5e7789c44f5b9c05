package io.sitehub.cli.drill;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sitehub.cli.drill.plan.FaultPlan;
import io.sitehub.cli.drill.report.DrillReport;
import io.sitehub.cli.drill.report.PastDrill;
import io.sitehub.cli.site.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The drills of a site: a report each, {@code <instant>.json}, beside a directory of that name with
 * the plan and the ledger.
 */
public final class DrillArchive {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss'Z'").withZone(ZoneOffset.UTC);

  private static final String REPORT = ".json";

  private final Path directory;
  private final ObjectMapper json = new ObjectMapper();

  /** The drills of the site of this data directory. */
  public DrillArchive(DataDirectory site) {
    this.directory = site.drills();
  }

  /**
   * Begins a drill and keeps its plan, by which it can be done again.
   *
   * @return the directory of what the drill writes
   * @throws UncheckedIOException when it cannot be written
   */
  public Path begin(Instant startedAt, FaultPlan plan) {
    Path drill = directory.resolve(NAME.format(startedAt));
    try {
      Files.createDirectories(drill);
      Files.writeString(drill.resolve("plan.txt"), plan.text() + "\n");
      return drill;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + drill, e);
    }
  }

  /**
   * Keeps a report.
   *
   * @param drill what {@link #begin} gave
   * @return where it lies
   * @throws UncheckedIOException when it cannot be written
   */
  public Path keep(Path drill, DrillReport report) {
    Path file = drill.resolveSibling(drill.getFileName() + REPORT);
    Path next = drill.resolve("report.next");
    try {
      Files.writeString(next, report.toJson().toPrettyString() + "\n");
      return Files.move(
          next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /**
   * The last drill that came to an end; a report that cannot be understood is passed over.
   *
   * @throws UncheckedIOException when the directory cannot be read
   */
  public Optional<PastDrill> last() {
    if (Files.notExists(directory)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(REPORT))
          .sorted(Comparator.reverseOrder())
          .map(this::read)
          .flatMap(Optional::stream)
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + directory, e);
    }
  }

  private Optional<PastDrill> read(Path file) {
    try {
      return PastDrill.of(json.readTree(file.toFile()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
