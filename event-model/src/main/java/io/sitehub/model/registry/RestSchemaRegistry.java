package io.sitehub.model.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sitehub.model.avro.PortableSchema;
import io.sitehub.model.registry.RegistryResult.Answer;
import io.sitehub.model.registry.RegistryResult.Failed;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Client of the Confluent Schema Registry protocol, version 7: the part of it that writing and
 * reading records needs. It keeps nothing: put a {@link CachingSchemaRegistry} in front of it, or
 * use {@link #cached}.
 */
public final class RestSchemaRegistry implements SchemaRegistry, AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  // The protocol's error codes that say that the thing asked for is not there.
  private static final int SUBJECT_NOT_FOUND = 40_401;
  private static final int VERSION_NOT_FOUND = 40_402;
  private static final int SCHEMA_NOT_FOUND = 40_403;

  private final RegistryTransport transport;

  /** A client of the servers named. Nothing is sent before the first question. */
  public RestSchemaRegistry(RegistrySettings settings) {
    this.transport = new RegistryTransport(settings);
  }

  /** A client with caches in front of it: what services use. */
  public static SchemaRegistry cached(RegistrySettings settings) {
    return new CachingSchemaRegistry(new RestSchemaRegistry(settings));
  }

  @Override
  public RegistryResult<Integer> register(String subject, Schema schema) {
    RegistryReply reply =
        transport.send("POST", "/subjects/" + encode(subject) + "/versions", schemaBody(schema));
    return answer(
        reply, subject, body -> body.path("id").isInt() ? body.get("id").intValue() : null);
  }

  @Override
  public RegistryResult<Schema> schemaById(int id) {
    RegistryReply reply = transport.send("GET", "/schemas/ids/" + id, null);
    return answer(reply, "schema " + id, RestSchemaRegistry::parseSchema);
  }

  @Override
  public RegistryResult<CompatibilityCheck> check(String subject, Schema schema) {
    RegistryReply reply =
        transport.send(
            "POST",
            "/compatibility/subjects/" + encode(subject) + "/versions?verbose=true",
            schemaBody(schema));
    RegistryResult<CompatibilityCheck> result =
        answer(
            reply,
            subject,
            body ->
                body.path("is_compatible").isBoolean()
                    ? new CompatibilityCheck(
                        body.get("is_compatible").booleanValue(), messages(body.path("messages")))
                    : null);
    boolean newSubject =
        result instanceof Failed<CompatibilityCheck>(RegistryFailure.NotFound notFound);
    return newSubject ? new Answer<>(new CompatibilityCheck(true, List.of())) : result;
  }

  @Override
  public RegistryResult<Compatibility> compatibility() {
    RegistryReply reply = transport.send("GET", "/config", null);
    return answer(reply, "config", body -> level(body.path("compatibilityLevel")));
  }

  @Override
  public RegistryResult<Compatibility> setCompatibility(Compatibility level) {
    ObjectNode body = JSON.createObjectNode().put("compatibility", level.name());
    RegistryReply reply = transport.send("PUT", "/config", body.toString());
    return answer(reply, "config", answered -> level(answered.path("compatibility")));
  }

  @Override
  public void close() {
    transport.close();
  }

  /** Gives {@link RegistryFailure.Rejected} when {@code read} gives null: not the protocol. */
  private static <T> RegistryResult<T> answer(
      RegistryReply reply, String subject, Function<JsonNode, @Nullable T> read) {
    return switch (reply) {
      case RegistryReply.None(String detail, int attempts) ->
          new Failed<>(new RegistryFailure.Unavailable(detail, attempts));
      case RegistryReply.Received(int status, String text) -> {
        JsonNode body = parse(text);
        if (status / 100 != 2) {
          yield new Failed<>(failure(status, body, subject));
        }
        T value = read.apply(body);
        yield value == null
            ? new Failed<>(
                new RegistryFailure.Rejected(status, 0, "answer does not follow the protocol"))
            : new Answer<>(value);
      }
    };
  }

  private static RegistryFailure failure(int status, JsonNode body, String subject) {
    int code = body.path("error_code").asInt(0);
    String message = body.path("message").asText("HTTP " + status);
    if (status == 409) {
      return new RegistryFailure.Incompatible(subject, List.of(message));
    }
    // A 404 without the protocol's own code comes from a wrong address or a proxy, and says nothing
    // about schemas.
    return status == 404 && notFound(code)
        ? new RegistryFailure.NotFound(code, message)
        : new RegistryFailure.Rejected(status, code, message);
  }

  private static boolean notFound(int code) {
    return code == SUBJECT_NOT_FOUND || code == VERSION_NOT_FOUND || code == SCHEMA_NOT_FOUND;
  }

  private static @Nullable Schema parseSchema(JsonNode body) {
    JsonNode text = body.path("schema");
    if (!text.isTextual()) {
      return null;
    }
    try {
      return new Schema.Parser().parse(text.textValue());
    } catch (AvroRuntimeException e) {
      return null;
    }
  }

  private static @Nullable Compatibility level(JsonNode name) {
    return Compatibility.byName(name.asText()).orElse(null);
  }

  private static List<String> messages(JsonNode array) {
    List<String> messages = new ArrayList<>();
    array.forEach(message -> messages.add(message.asText()));
    return List.copyOf(messages);
  }

  private static JsonNode parse(String text) {
    try {
      JsonNode tree = JSON.readTree(text);
      return tree == null ? MissingNode.getInstance() : tree;
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private static String schemaBody(Schema schema) {
    return JSON.createObjectNode()
        .put("schemaType", "AVRO")
        .put("schema", PortableSchema.text(schema))
        .toString();
  }

  private static String encode(String subject) {
    return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
