package io.sitehub.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.sitehub.cli.query.QueryApi;
import io.sitehub.cli.query.Reply;
import io.sitehub.cli.screen.ExitCode;
import io.sitehub.cli.screen.Problem;
import io.sitehub.cli.site.Role;
import io.sitehub.cli.site.SiteState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Questions of commands: what cannot be answered ends the command with a problem. */
final class Api implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final QueryApi api;

  Api(SiteState site) {
    api = new QueryApi(site.layout().urls(Role.KPI_SERVICE), PATIENCE);
  }

  /** Puts JSON; what is wrong with it is told by the caller. */
  Reply put(String path, byte[] body) throws InterruptedException {
    try {
      return api.put(path, body);
    } catch (IOException e) {
      throw unanswered(e);
    }
  }

  /** Has something done; what it may not be is told by the caller. */
  Reply post(String path) throws InterruptedException {
    try {
      return api.post(path);
    } catch (IOException e) {
      throw unanswered(e);
    }
  }

  /** Removes something. */
  void delete(String path) throws InterruptedException {
    try {
      switch (api.delete(path)) {
        case Reply.Answer(JsonNode _) -> {}
        case Reply.Unknown(String detail) ->
            throw new Problem(ExitCode.FAILED, detail, "see what there is: show, list or history");
        case Reply.Refused(int status, JsonNode problem) -> throw refused(status, problem);
      }
    } catch (IOException e) {
      throw unanswered(e);
    }
  }

  /** The site that is asked for, or the only one there is. */
  String oneSite(@Nullable String wanted) throws InterruptedException {
    if (wanted != null) {
      return wanted;
    }
    List<String> all = sites(List.of());
    if (all.size() != 1) {
      throw new Problem(
          ExitCode.USAGE,
          all.isEmpty() ? "there is no site yet" : "there are several sites: " + all,
          "say which with --site");
    }
    return all.getFirst();
  }

  JsonNode ask(String path, Map<String, String> parameters) throws InterruptedException {
    return switch (reply(path, parameters)) {
      case Reply.Answer(JsonNode body) -> body;
      case Reply.Unknown(String detail) ->
          throw new Problem(
              ExitCode.FAILED, detail, "see what there is with ./sitehub visits or ./sitehub kpis");
      case Reply.Refused(int status, JsonNode problem) -> throw refused(status, problem);
    };
  }

  Reply reply(String path, Map<String, String> parameters) throws InterruptedException {
    try {
      return api.get(path, parameters);
    } catch (IOException e) {
      throw unanswered(e);
    }
  }

  private static Problem unanswered(IOException e) {
    return new Problem(
        ExitCode.UNREACHABLE,
        "no kpi-service answers: " + e.getMessage(),
        "see which processes are ready with ./sitehub status");
  }

  /** Ids of all sites, or the one that is asked for. */
  List<String> sites(List<String> wanted) throws InterruptedException {
    if (!wanted.isEmpty()) {
      return wanted;
    }
    JsonNode sites = ask("/v1/sites", Map.of()).path("sites");
    return StreamSupport.stream(sites.spliterator(), false)
        .map(site -> site.path("site").asText())
        .toList();
  }

  @Override
  public void close() {
    api.close();
  }

  static Problem refused(int status, JsonNode problem) {
    List<String> violations = new ArrayList<>();
    for (JsonNode violation : problem.path("violations")) {
      violations.add(violation.path("pointer").asText() + ": " + violation.path("detail").asText());
    }
    return new Problem(
        status == 400 ? ExitCode.USAGE : ExitCode.FAILED,
        "the question was refused ("
            + status
            + "): "
            + problem.path("detail").asText(problem.path("title").asText()),
        violations.isEmpty() ? "ask differently" : String.join("; ", violations));
  }
}
