package io.sitehub.connectors.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of the jar that this is in. */
final class PluginVersion {

  /** Maven puts it there. */
  private static final String FILE = "/META-INF/maven/io.sitehub/connectors/pom.properties";

  private PluginVersion() {}

  /** The version, or {@code development} outside of a jar. */
  static String text() {
    try (InputStream file = PluginVersion.class.getResourceAsStream(FILE)) {
      Properties properties = new Properties();
      if (file != null) {
        properties.load(file);
      }
      return properties.getProperty("version", "development");
    } catch (IOException e) {
      throw new UncheckedIOException("a jar that was read once", e);
    }
  }
}
