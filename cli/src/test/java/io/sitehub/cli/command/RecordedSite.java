package io.sitehub.cli.command;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sitehub.cli.screen.Problem;
import io.sitehub.cli.site.DataDirectory;
import io.sitehub.cli.site.Instance;
import io.sitehub.cli.site.InstanceState;
import io.sitehub.cli.site.Phase;
import io.sitehub.cli.site.Role;
import io.sitehub.cli.site.SiteState;
import io.sitehub.cli.site.StateFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/**
 * A site of which there is nothing but answers that a real one once gave: those of {@code
 * quarry-lyon-1}, where twelve trucks came on 2026-11-24.
 */
final class RecordedSite implements AutoCloseable {
  private static final String SITE = "/v1/sites/quarry-lyon-1";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<String> questions = new ArrayList<>();
  private final Path root;
  private final HttpServer server;

  RecordedSite(Path root) throws IOException {
    this.root = root;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    DataDirectory directory = new DataDirectory(root);
    directory.create();
    ProcessHandle self = ProcessHandle.current();
    long startedAtMs = self.info().startInstant().orElseThrow().toEpochMilli();
    Instance service = new Instance(Role.KPI_SERVICE, 1, server.getAddress().getPort(), 1);
    InstanceState ready =
        new InstanceState(service, Phase.READY, self.pid(), startedAtMs, 0, 1, "");
    new StateFile(directory).write(new SiteState(self.pid(), startedAtMs, true, List.of(ready)));
  }

  /** Runs a command on this site. */
  int run(Object command, String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--data", root.toString()));
    return new CommandLine(command)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .setExecutionExceptionHandler((failure, _, _) -> {
          if (failure instanceof Problem problem) {
            err.write(problem.getMessage() + problem.remedy());
            return problem.exitCode().code();
          }
          throw failure;
        })
        .execute(all.toArray(String[]::new));
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }

  /** Paths and queries, in order. */
  List<String> questions() {
    return questions;
  }

  private void answer(HttpExchange exchange) throws IOException {
    URI asked = exchange.getRequestURI();
    questions.add(asked.toString());
    byte[] body = recorded(recording(asked)).readAllBytes();
    exchange.sendResponseHeaders(status(asked), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static int status(URI asked) {
    return switch (recording(asked)) {
      case "bad-site" -> 400;
      case "unknown" -> 404;
      default -> 200;
    };
  }

  private static String recording(URI asked) {
    String query = asked.getRawQuery() == null ? "" : asked.getRawQuery();
    String path = asked.getRawPath();
    if (path.startsWith("/v1/sites/a%20b")) {
      return "bad-site";
    }
    return switch (path.replace(SITE, "")) {
      case "/v1/sites" -> "sites";
      case "" -> "site";
      case "/visits" -> query.contains("cursor=") ? "visits-2" : "visits-1";
      case "/visits/V-20261124-1-12-8" -> "visit";
      case "/kpis" -> "kpis";
      case "/kpis/throughput", "/kpis/weighing-cycle" ->
          query.contains("window=day") ? "throughput-days" : "throughput";
      default -> "unknown";
    };
  }

  private static InputStream recorded(String name) {
    InputStream recording = RecordedSite.class.getResourceAsStream("/recorded/" + name + ".json");
    return recording == null
        ? new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8))
        : recording;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
