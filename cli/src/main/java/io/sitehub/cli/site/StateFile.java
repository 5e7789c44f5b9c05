package io.sitehub.cli.site;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sitehub.cli.screen.ExitCode;
import io.sitehub.cli.screen.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Reads and replaces a {@link SiteState}; a reader sees the old one or the new one, never a half.
 */
public final class StateFile {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) // of a later version
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private final Path file;

  /** The state file of a data directory. */
  public StateFile(DataDirectory directory) {
    this.file = directory.stateFile();
  }

  /**
   * The state last written.
   *
   * @return empty when nothing was ever started here
   * @throws Problem when it cannot be understood: what runs may not be taken for nothing
   * @throws UncheckedIOException when it cannot be read
   */
  public Optional<SiteState> read() {
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file), SiteState.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JacksonException e) {
      throw new Problem(
          ExitCode.FAILED,
          file + " cannot be understood; another version of this program may have written it",
          "stop the site with that version, or end its processes by hand, then delete the file");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /**
   * Replaces the state.
   *
   * @throws UncheckedIOException when it cannot be written
   */
  public void write(SiteState state) {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      Files.write(next, JSON.writeValueAsBytes(state));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
