package io.sitehub.kpis.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one processor says about who holds which partition.
 *
 * @param speaker the processor that says so
 * @param partitions how many partitions there are; 0 if it does not know yet
 * @param claims one for each processor it knows, itself included
 */
public record Assignment(Processor speaker, int partitions, List<Claim> claims) {

  /**
   * What one processor holds.
   *
   * @param processor which
   * @param active partitions it is active for
   * @param standby partitions it is a standby for
   */
  public record Claim(Processor processor, Set<Integer> active, Set<Integer> standby) {
    public Claim {
      active = Set.copyOf(active);
      standby = Set.copyOf(standby);
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  public Assignment {
    claims = List.copyOf(claims);
  }

  /**
   * Reads the answer of {@code /internal/v1/assignment}.
   *
   * @throws IOException if it is not of the documented shape
   */
  public static Assignment read(byte[] body) throws IOException {
    JsonNode answer = JSON.readTree(body);
    List<Claim> claims = new ArrayList<>();
    for (JsonNode entry : answer.path("instances")) {
      claims.add(
          new Claim(
              new Processor(text(entry, "instance"), address(text(entry, "address"))),
              partitions(entry.path("active")),
              partitions(entry.path("standby"))));
    }
    String self = text(answer, "instance");
    Processor speaker =
        claims.stream()
            .map(Claim::processor)
            .filter(processor -> processor.name().equals(self))
            .findFirst()
            .orElseThrow(() -> new IOException("an assignment that leaves its speaker out"));
    return new Assignment(speaker, answer.path("partitions").asInt(0), claims);
  }

  private static String text(JsonNode entry, String field) throws IOException {
    JsonNode value = entry.path(field);
    if (!value.isTextual()) {
      throw new IOException("an assignment without " + field);
    }
    return value.textValue();
  }

  private static URI address(String text) throws IOException {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException notAnAddress) {
      throw new IOException("an assignment whose instance has no address", notAnAddress);
    }
  }

  private static Set<Integer> partitions(JsonNode list) {
    Set<Integer> partitions = new TreeSet<>();
    list.forEach(partition -> partitions.add(partition.asInt()));
    return partitions;
  }
}
