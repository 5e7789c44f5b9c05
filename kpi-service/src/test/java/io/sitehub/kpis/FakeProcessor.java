package io.sitehub.kpis;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sitehub.kpis.route.Role;
import io.sitehub.model.state.Granularity;
import io.sitehub.model.state.KpiCell;
import io.sitehub.model.topic.SitePartitioner;
import io.sitehub.site.kpi.CellArray;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * A processor that speaks the internal protocol over HTTP, with what it is told to know and the
 * failures it is told to have.
 */
public final class FakeProcessor implements AutoCloseable {

  /** What is wrong with it. */
  public enum Mood {
    /** Nothing. */
    WELL,
    /** It takes requests and never answers. */
    FROZEN,
    /** It holds its partitions and is not ready. */
    NOT_READY,
    /** It has lost its partitions and says so. */
    MISDIRECTED
  }

  private static final Instant AS_OF = Instant.parse("2026-11-23T11:00:00Z");

  private final String name;
  private final int partitions;
  private final Map<Integer, Role> roles = new ConcurrentHashMap<>();
  private final Map<String, String> sites = new ConcurrentHashMap<>();
  private final Map<String, String> json = new ConcurrentHashMap<>();
  private final Map<String, Integer> settingsToken = new ConcurrentHashMap<>();
  private final List<KpiCell> cells = new CopyOnWriteArrayList<>();
  private final AtomicInteger toldNothingNew = new AtomicInteger();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<FakeProcessor> others = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile Mood mood = Mood.WELL;
  private volatile long lag;
  private volatile int maxCells = Integer.MAX_VALUE;
  private volatile boolean dead;
  private HttpServer server;
  private final int port;

  /** A processor on a free port that holds nothing and knows nothing. */
  public FakeProcessor(String name, int partitions) {
    this.name = name;
    this.partitions = partitions;
    this.server = open(0);
    this.port = server.getAddress().getPort();
  }

  private HttpServer open(int onPort) {
    try {
      HttpServer opened =
          HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), onPort), 0);
      opened.setExecutor(threads);
      opened.createContext("/internal/v1/", this::handle);
      opened.start();
      return opened;
    } catch (IOException taken) {
      throw new UncheckedIOException(taken);
    }
  }

  /** Where it listens. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Makes it hold a partition. */
  public FakeProcessor holds(Role role, int... partition) {
    Arrays.stream(partition).forEach(each -> roles.put(each, role));
    return this;
  }

  /** Makes it know a site, configured with a zone and nothing else. */
  public FakeProcessor knows(String site, String zone) {
    sites.put(site, zone);
    return configured(
            site,
            """
            {"siteId":"%s","validFrom":"2026-01-01T00:00:00Z","zone":"%s"}\
            """
                .formatted(site, zone))
        .hasSeries(site);
  }

  /** Makes it know these versions of a site's configuration, and say that something changed. */
  public FakeProcessor configured(String site, String... versions) {
    settingsToken.merge(site, 1, Integer::sum);
    return tells(site, "config", "{\"versions\":[" + String.join(",", versions) + "]}");
  }

  /** Makes it have these series of KPIs of a site, and say that something changed. */
  public FakeProcessor hasSeries(String site, String... series) {
    settingsToken.merge(site, 1, Integer::sum);
    return tells(site, "kpis", "{\"series\":[" + String.join(",", series) + "]}");
  }

  /** Makes it answer a path below a site with JSON, whatever the query. */
  public FakeProcessor tells(String site, String path, String body) {
    json.put(site + "/" + path, body);
    return this;
  }

  /** Makes it hold cells. */
  public FakeProcessor cells(List<KpiCell> more) {
    cells.addAll(more);
    return this;
  }

  /** How often it was asked for cells by somebody who had the same. */
  public int toldNothingNew() {
    return toldNothingNew.get();
  }

  /** Makes it speak of another processor, by address only. */
  public FakeProcessor speaksOf(FakeProcessor other) {
    others.add(other);
    return this;
  }

  /** Makes it lag so many events behind the log. */
  public void lag(long events) {
    lag = events;
  }

  /** Makes it refuse to give more than so many cells at a time. */
  public void maxCells(int count) {
    maxCells = count;
  }

  /** Makes something wrong with it, or right again. */
  public void mood(Mood now) {
    mood = now;
  }

  /** The questions it was asked about partitions, oldest first. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  /** Stops listening: connections are refused. */
  public void die() {
    server.stop(0);
    dead = true;
  }

  /** Takes away whatever is wrong: it listens again on the same port, is well and does not lag. */
  public void heal() {
    mood = Mood.WELL;
    lag = 0;
    if (dead) {
      server = open(port);
      dead = false;
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (mood == Mood.FROZEN) {
        new CountDownLatch(1).await();
      }
      String path = exchange.getRequestURI().getPath();
      if (path.equals("/internal/v1/assignment")) {
        send(exchange, 200, assignment());
        return;
      }
      asked.add(exchange.getRequestURI().toString());
      String[] parts = path.substring("/internal/v1/partitions/".length()).split("/");
      Role role = roles.get(Integer.parseInt(parts[0]));
      if (role == null || mood == Mood.MISDIRECTED) {
        send(exchange, 421, "{}");
      } else if (mood == Mood.NOT_READY) {
        send(exchange, 503, "{}");
      } else {
        answer(exchange, role, parts);
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpExchange exchange, Role role, String[] parts) throws IOException {
    exchange.getResponseHeaders().add("Sitehub-As-Of", AS_OF.toString());
    exchange.getResponseHeaders().add("Sitehub-Lag", Long.toString(lag));
    exchange.getResponseHeaders().add("Sitehub-Served-By", role.text());
    exchange.getResponseHeaders().add("Sitehub-Instance", name);
    int partition = Integer.parseInt(parts[0]);
    if (parts.length == 2) {
      String here =
          sites.keySet().stream()
              .filter(site -> new SitePartitioner(partitions).partitionOf(site) == partition)
              .sorted()
              .map(site -> '"' + site + '"')
              .collect(Collectors.joining(",", "{\"sites\":[", "]}"));
      send(exchange, 200, here);
      return;
    }
    String site = parts[2];
    String zone = sites.get(site);
    if (zone == null) {
      send(exchange, 404, "{}");
      return;
    }
    exchange.getResponseHeaders().add("Sitehub-Zone", zone);
    exchange.getResponseHeaders().add("Sitehub-Config", "v" + settingsToken.get(site));
    String rest = String.join("/", Arrays.copyOfRange(parts, 3, parts.length));
    if (rest.endsWith("/cells")) {
      cells(exchange, site, parts[4]);
      return;
    }
    String body = json.get(site + "/" + rest);
    if (String.valueOf(exchange.getRequestURI().getRawQuery()).contains("after=nonsense")) {
      send(exchange, 400, "{}");
    } else {
      send(exchange, body == null ? 404 : 200, body == null ? "{}" : body);
    }
  }

  private void cells(HttpExchange exchange, String site, String kpi) throws IOException {
    Map<String, String> query = new TreeMap<>();
    for (String pair : exchange.getRequestURI().getRawQuery().split("&")) {
      String[] halves = pair.split("=", 2);
      query.put(halves[0], URLDecoder.decode(halves[1], StandardCharsets.UTF_8));
    }
    Granularity granularity =
        "day".equals(query.get("granularity")) ? Granularity.DAY : Granularity.QUARTER_HOUR;
    Instant from = Instant.parse(query.getOrDefault("from", ""));
    Instant to = Instant.parse(query.getOrDefault("to", ""));
    List<KpiCell> chosen = new ArrayList<>();
    for (KpiCell cell : cells) {
      if (cell.getSiteId().equals(site)
          && cell.getKpi().equals(kpi)
          && cell.getGranularity() == granularity
          && !cell.getWindowStart().isBefore(from)
          && cell.getWindowStart().isBefore(to)) {
        chosen.add(cell);
      }
    }
    if (chosen.size() > maxCells) {
      send(exchange, 400, "{}");
      return;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new SpecificDatumWriter<List<KpiCell>>(
            Schema.createArray(KpiCell.getClassSchema()), SpecificData.getForClass(KpiCell.class))
        .write(chosen, encoder);
    encoder.flush();
    if (CellArray.digest(out.toByteArray()).equals(query.get("unless"))) {
      toldNothingNew.incrementAndGet();
      exchange.sendResponseHeaders(200, -1); // no body
    } else {
      send(exchange, 200, out.toByteArray());
    }
  }

  private String assignment() {
    return "{\"instance\":\"%s\",\"partitions\":%d,\"instances\":[%s%s]}"
        .formatted(
            name,
            partitions,
            entry(name),
            others.stream()
                .map(other -> "," + other.entry("127.0.0.1:" + other.port))
                .collect(Collectors.joining()));
  }

  private String entry(String called) {
    return "{\"instance\":\"%s\",\"address\":\"%s\",\"active\":%s,\"standby\":%s}"
        .formatted(called, address(), held(Role.ACTIVE), held(Role.STANDBY));
  }

  private List<Integer> held(Role role) {
    return roles.entrySet().stream()
        .filter(entry -> entry.getValue() == role)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
