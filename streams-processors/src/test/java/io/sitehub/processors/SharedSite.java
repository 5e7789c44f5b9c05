package io.sitehub.processors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives every test class the same brokers and the same registry, which take longer to start than
 * most tests need. Each class starts the processors it needs, which are killed after its last test,
 * and has sites of its own.
 */
final class SharedSite implements ParameterResolver, AfterAllCallback {
  private static final ExtensionContext.Namespace SPACE =
      ExtensionContext.Namespace.create(SharedSite.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == ProcessorsSite.class;
  }

  @Override
  public ProcessorsSite resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return site(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    site(context).killProcessors();
  }

  /** Started when first asked for; closed by JUnit after the last class. */
  private static ProcessorsSite site(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(SPACE)
        .computeIfAbsent(
            ProcessorsSite.class, type -> new ProcessorsSite(directory()), ProcessorsSite.class);
  }

  /** In the build's own directory, where the logs of a failed run are found. */
  private static Path directory() {
    try {
      return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "site-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
