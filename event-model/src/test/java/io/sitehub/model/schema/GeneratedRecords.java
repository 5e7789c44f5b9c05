package io.sitehub.model.schema;

import io.sitehub.model.catalogue.EventType;
import io.sitehub.model.state.Visit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Every record class that was generated, found by looking, so that none can be forgotten. */
public final class GeneratedRecords {

  private GeneratedRecords() {}

  /** The current schemas of all records, events and derived state, by name. */
  public static List<Schema> schemas() {
    return Stream.concat(schemas(EventType.all().getFirst().recordClass()), schemas(Visit.class))
        .sorted((a, b) -> a.getName().compareTo(b.getName()))
        .toList();
  }

  /** The current schemas of all records in the package of one of them. */
  public static Stream<Schema> schemas(Class<?> neighbour) {
    String packageName = neighbour.getPackageName();
    try {
      Path classes =
          Path.of(neighbour.getProtectionDomain().getCodeSource().getLocation().toURI())
              .resolve(packageName.replace('.', '/'));
      try (Stream<Path> files = Files.list(classes)) {
        return files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".class") && !name.contains("$"))
            .map(name -> load(packageName + "." + name.replace(".class", "")))
            .filter(SpecificRecord.class::isAssignableFrom)
            .map(type -> SpecificData.get().getSchema(type))
            .toList()
            .stream();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
