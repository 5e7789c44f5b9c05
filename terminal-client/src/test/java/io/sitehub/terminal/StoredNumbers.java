package io.sitehub.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** What lies in a journal that nobody has open, read past the library. */
final class StoredNumbers {
  private StoredNumbers() {}

  /** Of each device, the numbers of its events, in the order in which they were stored. */
  static Map<String, List<Long>> read(Path file) throws IllegalStateException {
    Map<String, List<Long>> bySource = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        ResultSet row =
            connection
                .createStatement()
                .executeQuery("SELECT source, deviceseq FROM events ORDER BY position")) {
      while (row.next()) {
        bySource.computeIfAbsent(row.getString(1), s -> new ArrayList<>()).add(row.getLong(2));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(file + " cannot be read", e);
    }
    return bySource;
  }

  /** Each device's numbers are 1, 2, 3 and so on, in the order of storing. */
  static void assertGapless(Path file, String context) {
    read(file)
        .forEach((source, numbers) ->
            assertThat(numbers)
                .as("%s: %s", context, source)
                .containsExactlyElementsOf(
                    LongStream.rangeClosed(1, numbers.size()).boxed().toList()));
  }
}
