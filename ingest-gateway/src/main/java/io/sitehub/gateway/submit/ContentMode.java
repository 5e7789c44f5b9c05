package io.sitehub.gateway.submit;

import io.sitehub.gateway.validate.EventValidator;
import io.sitehub.gateway.validate.MediaType;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * How a request carries its events: CloudEvents HTTP protocol binding 1.0.2, section 3. The media
 * type decides; headers count only where it is no CloudEvents media type.
 */
sealed interface ContentMode {
  /** What may be posted. */
  String ACCEPTED =
      "application/cloudevents+json, application/cloudevents-batch+json, application/json";

  /** One event as JSON. */
  record Structured() implements ContentMode {}

  /** An array of events as JSON. */
  record Batched() implements ContentMode {}

  /** Attributes in headers, data as the body. */
  record Binary() implements ContentMode {}

  /** None of these. */
  record Unsupported(Refusal refusal) implements ContentMode {}

  /** Reads the mode from the headers of a request. */
  static ContentMode of(HttpFields headers) {
    String coding = headers.get(HttpHeader.CONTENT_ENCODING);
    if (coding != null && !coding.equalsIgnoreCase("identity")) {
      return new Unsupported(Refusal.contentEncoding(coding));
    }
    String contentType = headers.get(HttpHeader.CONTENT_TYPE);
    if (contentType == null) {
      // Binary mode without a content type: JSON by default (CloudEvents JSON format, 2.4).
      return EventValidator.isBinary(headers)
          ? new Binary()
          : new Unsupported(
              Refusal.mediaType("media-type", "Content-Type must be one of " + ACCEPTED + "."));
    }
    MediaType type = MediaType.parse(contentType);
    if (!type.isUtf8()) {
      return new Unsupported(
          Refusal.mediaType("charset", "The charset must be utf-8, not " + type.charset() + "."));
    }
    return switch (type.essence()) {
      case "application/cloudevents+json" -> new Structured();
      case "application/cloudevents-batch+json" -> new Batched();
      case "application/json" -> EventValidator.isBinary(headers) ? new Binary() : new Structured();
      default ->
          type.isJson()
                  && !type.essence().startsWith("application/cloudevents")
                  && EventValidator.isBinary(headers)
              ? new Binary()
              : new Unsupported(
                  Refusal.mediaType("media-type", "Content-Type must be one of " + ACCEPTED + "."));
    };
  }
}
