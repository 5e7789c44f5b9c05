package io.sitehub.cli.drive;

import io.sitehub.cli.screen.ExitCode;
import io.sitehub.cli.screen.Problem;
import io.sitehub.cli.site.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * The days that were simulated on the data of a site, so that each run has a day of its own and the
 * truth of one is not mixed with the trucks of another. Only the earliest is kept: days are given
 * out backwards.
 */
public final class SimulatedDays {
  private final Path file;

  /** The days kept in this directory. */
  public SimulatedDays(DataDirectory directory) {
    this.file = directory.data().resolve("earliest-simulated-day");
  }

  /**
   * The day of the run that begins now: the last whole one, or the one before the earliest that was
   * ever used. It is used up even if the run breaks off.
   *
   * @param today the date now, in UTC
   * @throws UncheckedIOException when it cannot be kept
   */
  public LocalDate next(LocalDate today) {
    LocalDate yesterday = today.minusDays(1);
    LocalDate day =
        earliest()
            .map(earliest -> earliest.minusDays(1))
            .filter(before -> before.isBefore(yesterday))
            .orElse(yesterday);
    use(day);
    return day;
  }

  /**
   * Notes that somebody chose this day, so that it is not given out as another one.
   *
   * @throws UncheckedIOException when it cannot be kept
   */
  public void use(LocalDate day) {
    if (earliest().filter(earliest -> !day.isBefore(earliest)).isPresent()) {
      return;
    }
    try {
      Path next = file.resolveSibling(file.getFileName() + ".next");
      Files.writeString(next, day + "\n");
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private Optional<LocalDate> earliest() {
    try {
      return Optional.of(LocalDate.parse(Files.readString(file).strip()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (DateTimeParseException e) {
      throw new Problem(
          ExitCode.FAILED,
          file + " does not hold a day: " + e.getParsedString(),
          "write the earliest day that was simulated into it, as YYYY-MM-DD");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
