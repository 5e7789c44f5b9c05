package io.sitehub.model.schema;

import io.sitehub.model.avro.PortableSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** The released versions of schemas: {@code <directory>/<record>/v<n>.avsc}, n from 1. */
final class ReleasedSchemas {

  private final Path directory;

  ReleasedSchemas(Path directory) {
    this.directory = directory;
  }

  /** Names of the records that have been released. */
  List<String> names() {
    try (Stream<Path> records = Files.list(directory)) {
      return records.map(record -> record.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The released versions of a record, oldest first. */
  List<Schema> versions(String name) {
    List<Schema> versions = new ArrayList<>();
    for (int version = 1; Files.exists(file(name, version)); version++) {
      versions.add(new Schema.Parser().parse(read(file(name, version))));
    }
    return versions;
  }

  /** Whether the newest version is this schema, documentation and rules included. */
  boolean isNewest(Schema current) {
    int newest = versions(current.getName()).size();
    return newest > 0
        && read(file(current.getName(), newest)).equals(PortableSchema.prettyText(current));
  }

  /** Adds a version. */
  void release(Schema current) {
    write(current, versions(current.getName()).size() + 1);
  }

  /** Writes the newest version anew: only for one that no log has seen. */
  void amend(Schema current) {
    write(current, Math.max(1, versions(current.getName()).size()));
  }

  private void write(Schema schema, int version) {
    Path file = file(schema.getName(), version);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, PortableSchema.prettyText(schema));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String name, int version) {
    return directory.resolve(name).resolve("v" + version + ".avsc");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
