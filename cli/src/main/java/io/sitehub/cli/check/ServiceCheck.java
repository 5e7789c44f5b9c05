package io.sitehub.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Asks services over HTTP: whether they are ready, what time they have, who they say they are. */
final class ServiceCheck implements AutoCloseable {
  private static final Duration QUESTION = Duration.ofSeconds(5);

  /** Headers have whole seconds, and the answer takes a moment. */
  private static final Duration SURE_TO = Duration.ofMillis(1_500);

  private static final Duration CERTIFICATE_SOON = Duration.ofDays(30);

  private final Places places;
  private final InstantSource clock;
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(QUESTION).build();

  ServiceCheck(Places places, InstantSource clock) {
    this.places = places;
    this.clock = clock;
  }

  /** Readiness of each, their clocks, their certificates. */
  List<Finding> findings() throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    Duration furthest = Duration.ZERO;
    int clocks = 0;
    Optional<Instant> expires = Optional.empty();
    for (Map.Entry<String, URI> service : places.readiness().entrySet()) {
      try {
        HttpResponse<byte[]> answer = get(service.getValue());
        findings.add(readiness(service.getKey(), answer.statusCode()));
        Optional<Duration> off = off(answer);
        clocks += off.isPresent() ? 1 : 0;
        furthest = longer(furthest, off.orElse(Duration.ZERO));
        expires = earlier(expires, expiry(answer));
      } catch (IOException e) {
        findings.add(
            Finding.bad(
                service.getKey(), "does not answer: " + e, "see that it runs, and its log"));
      }
    }
    findings.add(clocks(clocks, furthest));
    findings.add(certificates(expires));
    return findings;
  }

  /** What each processor that answers says of its copies. */
  Map<String, JsonNode> assignments() throws InterruptedException {
    Map<String, JsonNode> assignments = new LinkedHashMap<>();
    for (Map.Entry<String, URI> processor : places.processors().entrySet()) {
      try {
        HttpResponse<byte[]> answer = get(processor.getValue().resolve("/internal/v1/assignment"));
        if (answer.statusCode() == 200) {
          assignments.put(processor.getKey(), json.readTree(answer.body()));
        }
      } catch (IOException e) {
        continue; // its readiness says so; its copies are missing below
      }
    }
    return assignments;
  }

  private HttpResponse<byte[]> get(URI address) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(address).timeout(QUESTION).build(), BodyHandlers.ofByteArray());
  }

  static Finding readiness(String name, int status) {
    return status / 100 == 2
        ? Finding.ok(name, "ready")
        : Finding.bad(name, "not ready (" + status + ")", "see its log; it may recover by itself");
  }

  private Optional<Duration> off(HttpResponse<?> answer) {
    try {
      return answer
          .headers()
          .firstValue("Date")
          .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant())
          .map(there -> Duration.between(there, clock.instant()).abs());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> expiry(HttpResponse<?> answer)
      throws SSLPeerUnverifiedException {
    Optional<Instant> first = Optional.empty();
    if (answer.sslSession().isPresent()) {
      for (Certificate each : answer.sslSession().get().getPeerCertificates()) {
        if (each instanceof X509Certificate certificate) {
          first = earlier(first, Optional.of(certificate.getNotAfter().toInstant()));
        }
      }
    }
    return first;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.or(() -> other);
    }
    return one.get().isBefore(other.get()) ? one : other;
  }

  private Finding clocks(int asked, Duration furthest) {
    if (places.here()) {
      return Finding.ok("clock", "all processes run on this machine and have one clock");
    }
    if (asked == 0) {
      return Finding.note(
          "clock",
          "not known: no service tells the time, and Kafka has no question for it",
          "see that NTP runs on each machine");
    }
    return furthest.compareTo(SURE_TO) <= 0
        ? Finding.ok(
            "clock",
            "services are at most 1.5 s off this machine, no finer is told; brokers cannot be asked")
        : Finding.bad(
            "clock",
            "a service is " + furthest.toSeconds() + " s off this machine; brokers cannot be asked",
            "see that NTP runs on each machine");
  }

  private Finding certificates(Optional<Instant> expires) {
    if (expires.isEmpty()) {
      return Finding.note(
          "certificates",
          places.here() ? "none: on loopback nothing is encrypted" : "none was shown",
          "");
    }
    Duration left = Duration.between(clock.instant(), expires.get());
    return left.compareTo(CERTIFICATE_SOON) > 0
        ? Finding.ok("certificates", "the first expires in " + left.toDays() + " days")
        : Finding.bad(
            "certificates", "the first expires in " + left.toDays() + " days", "renew it");
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
