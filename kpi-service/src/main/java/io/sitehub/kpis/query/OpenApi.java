package io.sitehub.kpis.query;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The OpenAPI document: written by hand as the contract, and held against the routes by a test. */
final class OpenApi {
  private final byte[] document;

  private OpenApi(byte[] document) {
    this.document = document;
  }

  /** The document of this release. */
  static OpenApi load() {
    try (InputStream resource = OpenApi.class.getResourceAsStream("/openapi.json")) {
      if (resource == null) {
        throw new IllegalStateException("openapi.json is not on the class path");
      }
      return new OpenApi(resource.readAllBytes());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** {@code GET /openapi.json} */
  void answer(Context context, Parameters parameters) {
    parameters.refuseIfWrong();
    context.contentType("application/json").result(document);
  }
}
