package io.sitehub.kpis.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
   * @param endHeardMsAgo how long ago it heard where the log of a partition ends; only what it says
   *     about itself, where it has heard it
   */
  public record Claim(
      Processor processor,
      Set<Integer> active,
      Set<Integer> standby,
      Map<Integer, Long> endHeardMsAgo) {
    public Claim {
      active = Set.copyOf(active);
      standby = Set.copyOf(standby);
      endHeardMsAgo = Map.copyOf(endHeardMsAgo);
    }

    /** A claim of somebody who says nothing about what was heard. */
    Claim(Processor processor, Set<Integer> active, Set<Integer> standby) {
      this(processor, active, standby, Map.of());
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
    String self = text(answer, "instance");
    for (JsonNode entry : answer.path("instances")) {
      String name = text(entry, "instance");
      claims.add(
          new Claim(
              new Processor(name, address(text(entry, "address"))),
              partitions(entry.path("active")),
              partitions(entry.path("standby")),
              name.equals(self) ? heard(answer.path("copies")) : Map.of()));
    }
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

  private static Map<Integer, Long> heard(JsonNode copies) {
    Map<Integer, Long> heard = new TreeMap<>();
    copies.forEach(copy -> {
      if (copy.path("endHeardMsAgo").isIntegralNumber()) {
        heard.put(copy.path("partition").asInt(), copy.path("endHeardMsAgo").asLong());
      }
    });
    return heard;
  }

  private static Set<Integer> partitions(JsonNode list) {
    Set<Integer> partitions = new TreeSet<>();
    list.forEach(partition -> partitions.add(partition.asInt()));
    return partitions;
  }
}
