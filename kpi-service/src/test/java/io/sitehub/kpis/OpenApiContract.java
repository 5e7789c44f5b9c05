package io.sitehub.kpis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The OpenAPI document, held against what the service does. */
public final class OpenApiContract {
  private final JsonNode document;

  private OpenApiContract(JsonNode document) {
    this.document = document;
  }

  /** The document of this release. */
  public static OpenApiContract load() throws IOException {
    try (InputStream resource = OpenApiContract.class.getResourceAsStream("/openapi.json")) {
      return new OpenApiContract(new ObjectMapper().readTree(resource));
    }
  }

  /** The paths it promises. */
  public Set<String> paths() {
    Set<String> paths = new TreeSet<>();
    document.path("paths").fieldNames().forEachRemaining(paths::add);
    return paths;
  }

  /** What it promises, such as {@code get /v1/sites}. */
  public Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    document
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .fieldNames()
                .forEachRemaining(method -> operations.add(method + " " + path.getKey())));
    return operations;
  }

  /** Names of the parameters of a path that stand behind the question mark. */
  public Set<String> queryParameters(String path) {
    Set<String> names = new TreeSet<>();
    for (JsonNode listed : document.at(pointer(path)).path("get").path("parameters")) {
      JsonNode parameter = resolve(listed);
      if (parameter.path("in").asText().equals("query")) {
        names.add(parameter.path("name").asText());
      }
    }
    return names;
  }

  /** Checks that an answer to a question is one that the document promises. */
  public void check(String path, int status, String contentType, JsonNode body) {
    check("get", path, status, contentType, body);
  }

  /** Checks that an answer is one that the document promises. */
  public void check(String method, String path, int status, String contentType, JsonNode body) {
    JsonNode response =
        resolve(document.at(pointer(path)).path(method).path("responses").path("" + status));
    assertThat(response.isMissingNode()).as("%s may answer %s", path, status).isFalse();
    if (!response.has("content")) {
      assertThat(body.isMissingNode()).as("%s %s has no body", method, path).isTrue();
      return;
    }
    String mediaType = contentType.split(";")[0];
    JsonNode content = response.path("content").path(mediaType);
    assertThat(content.isMissingNode()).as("%s may answer %s", path, mediaType).isFalse();
    List<String> problems = new ArrayList<>();
    check(content.path("schema"), body, "", problems);
    assertThat(problems).as("%s answers %s", path, body).isEmpty();
  }

  private static String pointer(String path) {
    return "/paths/" + path.replace("~", "~0").replace("/", "~1");
  }

  private JsonNode resolve(JsonNode node) {
    String reference = node.path("$ref").asText("");
    return reference.isEmpty() ? node : resolve(document.at(reference.substring(1)));
  }

  private void check(JsonNode given, JsonNode value, String at, List<String> problems) {
    JsonNode schema = resolve(given);
    schema.path("allOf").forEach(part -> check(part, value, at, problems));
    String type = schema.path("type").asText("");
    boolean isOfType =
        switch (type) {
          case "object" -> value.isObject();
          case "array" -> value.isArray();
          case "string" -> value.isTextual();
          case "integer" -> value.isIntegralNumber();
          case "number" -> value.isNumber();
          case "boolean" -> value.isBoolean();
          default -> true;
        };
    if (!isOfType) {
      problems.add(at + " is not of type " + type + ": " + value);
      return;
    }
    if (schema.has("enum")) {
      List<String> allowed = new ArrayList<>();
      schema.path("enum").forEach(each -> allowed.add(each.asText()));
      if (!allowed.contains(value.asText())) {
        problems.add(at + " is none of " + allowed + ": " + value);
      }
    }
    for (JsonNode required : schema.path("required")) {
      if (!value.has(required.asText())) {
        problems.add(at + " lacks " + required.asText());
      }
    }
    JsonNode properties = schema.path("properties");
    value
        .fieldNames()
        .forEachRemaining(name -> {
          if (properties.has(name)) {
            check(properties.path(name), value.path(name), at + "/" + name, problems);
          } else if (schema.path("additionalProperties").isObject()) {
            check(schema.path("additionalProperties"), value.path(name), at + "/" + name, problems);
          }
        });
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      check(schema.path("items"), value.path(i), at + "/" + i, problems);
    }
  }
}
