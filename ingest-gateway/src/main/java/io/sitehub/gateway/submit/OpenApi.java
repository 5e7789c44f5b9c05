package io.sitehub.gateway.submit;

import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The OpenAPI document: written by hand as the contract, and held against the server by a test. */
public final class OpenApi {
  /** Where the document is served. */
  public static final String PATH = "/openapi.json";

  private static final String RESOURCE = "/io/sitehub/gateway/openapi.json";

  private OpenApi() {}

  /** Serves the document, and says at {@code /} where it is. */
  public static void routes(JavalinConfig javalin) {
    byte[] document = document();
    javalin.routes.get(PATH, context -> context.contentType("application/json").result(document));
    javalin.routes.get(
        "/",
        context -> context.json(Map.of("submit", "POST " + EventsHandler.PATH, "openapi", PATH)));
  }

  /** The document of this release. */
  static byte[] document() {
    try (InputStream resource = OpenApi.class.getResourceAsStream(RESOURCE)) {
      if (resource == null) {
        throw new IllegalStateException(RESOURCE + " is not on the class path");
      }
      return resource.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
