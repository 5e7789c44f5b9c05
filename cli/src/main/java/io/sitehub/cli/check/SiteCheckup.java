package io.sitehub.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.sitehub.model.registry.Compatibility;
import io.sitehub.model.registry.RegistryResult;
import io.sitehub.model.registry.RegistrySettings;
import io.sitehub.model.registry.RestSchemaRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Everything that is looked at. Only reads: nothing is written, moved or started again. */
public final class SiteCheckup {
  private static final long GIBIBYTE = 1L << 30;
  private static final long LEAST_FREE_BYTES = 2 * GIBIBYTE;
  private static final double LEAST_FREE_SHARE = 0.05;

  private final Places places;
  private final InstantSource clock;

  /** Will look at this site. */
  public SiteCheckup(Places places, InstantSource clock) {
    this.places = places;
    this.clock = clock;
  }

  /** Looks; takes a second or two, longer where something does not answer. */
  public List<Finding> findings() throws InterruptedException {
    List<Finding> findings = new ArrayList<>(new LogCheck(places).findings());
    try (ServiceCheck services = new ServiceCheck(places, clock)) {
      Map<String, JsonNode> assignments = services.assignments();
      findings.addAll(CopiesCheck.of(assignments, places.standbys()));
      findings.addAll(services.findings());
    }
    findings.add(
        places
            .registry()
            .map(SiteCheckup::registry)
            .orElseGet(() ->
                Finding.note("schemas", "not known: no registry named", "add --registry URL")));
    findings.add(
        places
            .data()
            .map(SiteCheckup::disk)
            .orElseGet(() ->
                Finding.note("disk", "not known: it is not on this machine", "look at it there")));
    return findings;
  }

  private static Finding registry(URI url) {
    RegistryResult<Compatibility> level =
        RestSchemaRegistry.cached(RegistrySettings.of(List.of(url))).compatibility();
    return switch (level) {
      case RegistryResult.Answer<Compatibility>(Compatibility found)
          when found == Compatibility.FULL_TRANSITIVE ->
          Finding.ok("schemas", "the registry answers and refuses what does not fit: " + found);
      case RegistryResult.Answer<Compatibility>(Compatibility found) ->
          Finding.bad(
              "schemas",
              "the registry takes what not every version can read: " + found,
              "set its global compatibility to FULL_TRANSITIVE");
      case RegistryResult.Failed<Compatibility>(var failure) ->
          Finding.bad(
              "schemas",
              "the registry does not answer, so no service can start: " + failure,
              "see its log; those that run go on");
    };
  }

  private static Finding disk(Path data) {
    try {
      FileStore store = Files.getFileStore(data);
      return disk(store.getUsableSpace(), store.getTotalSpace());
    } catch (IOException e) {
      return Finding.bad("disk", "cannot be seen: " + e, "see that " + data + " can be read");
    }
  }

  static Finding disk(long freeBytes, long totalBytes) {
    String free =
        "%.1f of %.1f GiB are free"
            .formatted((double) freeBytes / GIBIBYTE, (double) totalBytes / GIBIBYTE);
    return freeBytes >= LEAST_FREE_BYTES && freeBytes >= LEAST_FREE_SHARE * totalBytes
        ? Finding.ok("disk", free)
        : Finding.bad("disk", free + ": a broker ends when it cannot write", "make room");
  }
}
