package io.sitehub.cli.drill.report;

import io.sitehub.cli.drill.invariant.Invariant;
import io.sitehub.cli.drill.report.DrillReport.Row;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A report as one page that needs nothing else: no script, no font, no image, light or dark as the
 * reader's system is. All text of the report is escaped.
 */
public final class HtmlPage {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --ink: #16202b; --dim: #5d6b7a; --line: #dde3ea;
        --paper: #f5f7f9; --card: #fff; --good: #14794a; --bad: #b3261e; --bar: #2f6fb2; }
      @media (prefers-color-scheme: dark) { :root { --ink: #e6ebf0; --dim: #98a6b5;
        --line: #2c3845; --paper: #11181f; --card: #19222c; --good: #4cc38a; --bad: #ff8a80;
        --bar: #6aa9ec; } }
      * { box-sizing: border-box; }
      body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 76rem; color: var(--ink);
        background: var(--paper); font: 15px/1.5 system-ui, sans-serif; }
      h1 { margin: 0; font-size: 1.6rem; } h2 { margin: 2.2rem 0 .6rem; font-size: 1.1rem; }
      p { margin: .3rem 0; } .dim { color: var(--dim); }
      .verdict { margin-top: 1rem; padding: .9rem 1.1rem; border-radius: .5rem; color: #fff;
        font-weight: 600; background: #14794a; } .verdict.bad { background: #b3261e; }
      .tiles { display: grid; gap: .75rem; margin-top: .9rem;
        grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); }
      .tile, .wide { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; }
      .tile { padding: .7rem .9rem; } .tile b { display: block; font-size: 1.5rem; }
      .wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
      th, td { padding: .45rem .75rem; text-align: right; white-space: nowrap;
        border-bottom: 1px solid var(--line); font-variant-numeric: tabular-nums; }
      th { color: var(--dim); font-weight: 500; } th.t, td.t { text-align: left; }
      tr:last-child td { border-bottom: 0; }
      .bar { display: block; height: .3rem; margin: .15rem 0 0 auto; border-radius: .15rem;
        background: var(--bar); } .good { color: var(--good); } .bad { color: var(--bad); }
      td small { color: var(--dim); } pre { padding: .9rem; overflow-x: auto; }
      """;

  private final Against against;
  private final DrillReport report;

  /** A page of this report and what it is compared with. */
  public HtmlPage(Against against) {
    this.against = against;
    this.report = against.report();
  }

  /** The page. */
  public String html() {
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Sitehub drill %1$s</title>
    <style>
    %2$s</style>
    </head>
    <body>
    <h1>Sitehub drill</h1>
    <p class="dim">%1$s to %3$s, seed %4$d</p>
    <div class="verdict%5$s">%6$s</div>
    %7$s
    <h2>Recovery, medians</h2>
    <p class="dim">%8$s</p>
    %9$s
    <h2>Each fault</h2>
    %10$s
    <h2>Invariants</h2>
    %11$s
    %12$s<details><summary>The plan, by which this drill can be done again</summary>
    <pre class="wide">%13$s</pre></details>
    </body>
    </html>
    """
        .formatted(
            escaped(report.startedAt().toString()),
            STYLE,
            escaped(report.endedAt().toString()),
            report.plan().seed(),
            report.passed() ? "" : " bad",
            escaped(against.verdict()),
            tiles(),
            against
                .last()
                .map(past -> "Small print: the change since the drill of " + past.startedAt() + ".")
                .orElse("There is no earlier drill to compare with."),
            medians(),
            faults(),
            invariants(),
            skipped(),
            escaped(report.plan().text()));
  }

  private String tiles() {
    return "<div class=\"tiles\">"
        + tile("faults", Integer.toString(report.rows().size()))
        + tile("events acknowledged", "%,d".formatted(report.total().acknowledged()))
        + tile("lost", Long.toString(report.stored().lost()))
        + tile("counted twice", report.stored().doubledText())
        + tile("longest without an acknowledgement", Recovery.seconds(report.total().writing()))
        + tile("longest until visible", Recovery.seconds(report.total().processing()))
        + tile("slowest answer", Recovery.seconds(report.total().queries()))
        + "</div>";
  }

  private static String tile(String name, String value) {
    return "<div class=\"tile\"><b>" + value + "</b>" + name + "</div>";
  }

  private String medians() {
    long longestMs =
        report.medians().stream()
            .map(Median::recovery)
            .mapToLong(each ->
                Math.max(
                    each.writing().toMillis(),
                    Math.max(each.processing().toMillis(), each.queries().toMillis())))
            .max()
            .orElse(1);
    StringBuilder rows = new StringBuilder();
    for (Median median : report.medians()) {
      rows.append("<tr><td class=\"t\">")
          .append(escaped(median.fault()))
          .append("</td><td>")
          .append(median.runs())
          .append("</td>")
          .append(bar(median, Recovery::writing, longestMs))
          .append(bar(median, Recovery::processing, longestMs))
          .append(bar(median, Recovery::queries, longestMs))
          .append("</tr>\n");
    }
    return table(
        "<th class=\"t\">fault<th>times<th>writing<th>visible again<th>queries", rows.toString());
  }

  private String bar(Median median, Function<Recovery, Duration> part, long longestMs) {
    Duration took = part.apply(median.recovery());
    return String.format(
        Locale.ROOT,
        "<td>%s%s<span class=\"bar\" style=\"width:%.1f%%\"></span></td>",
        Recovery.seconds(took),
        against
            .change(median, part)
            .map(by -> " <small>" + Against.signed(by) + "</small>")
            .orElse(""),
        100.0 * took.toMillis() / Math.max(1, longestMs));
  }

  private String faults() {
    StringBuilder rows = new StringBuilder();
    for (Row row : report.rows()) {
      rows.append(
          "<tr><td class=\"t\">%s</td><td class=\"t\">%s</td><td class=\"t\">%s</td>%s<td>%s</td></tr>\n"
              .formatted(
                  row.fault().injectedAt().toString().substring(11, 19),
                  escaped(row.fault().planned().kind().label()),
                  escaped(row.fault().target()),
                  cells(row.impact(), row.stored()),
                  DrillReport.well(row.fault())));
    }
    rows.append("<tr><td class=\"t\" colspan=\"3\">all</td>")
        .append(cells(report.total(), report.stored()))
        .append("<td></td></tr>\n");
    return table(
        "<th class=\"t\">at (UTC)<th class=\"t\">fault<th class=\"t\">target<th>sent<th>acknowledged"
            + "<th>failed<th>unknown<th>lost<th>twice<th>writing<th>visible<th>queries<th>well",
        rows.toString());
  }

  private static String cells(Impact impact, Stored stored) {
    return "<td>%d</td><td>%d</td><td>%d</td><td>%d</td><td%s>%d</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td>"
        .formatted(
            impact.sent(),
            impact.acknowledged(),
            impact.failed(),
            impact.unknown(),
            stored.lost() == 0 ? "" : " class=\"bad\"",
            stored.lost(),
            stored.doubledText(),
            Recovery.seconds(impact.writing()),
            Recovery.seconds(impact.processing()),
            Recovery.seconds(impact.queries()));
  }

  private String invariants() {
    StringBuilder rows = new StringBuilder();
    for (Invariant invariant : Invariant.ALL) {
      boolean holds = report.violationsOf(invariant) == 0;
      rows.append("<tr><td class=\"t\">")
          .append(invariant.name())
          .append(holds ? "</td><td class=\"t good\">holds" : "</td><td class=\"t bad\">violated")
          .append("</td><td class=\"t\">")
          .append(
              report.violations().stream()
                  .filter(each -> each.invariant().equals(invariant.name()))
                  .limit(20)
                  .map(each -> escaped(each.what()))
                  .collect(Collectors.joining("<br>")))
          .append("</td></tr>\n");
    }
    return table("<th class=\"t\">invariant<th class=\"t\"><th class=\"t\">", rows.toString());
  }

  private String skipped() {
    return report.skipped().stream()
        .map(each -> "<p class=\"bad\">not done: " + escaped(each) + "</p>\n")
        .collect(Collectors.joining());
  }

  private static String table(String head, String rows) {
    return "<div class=\"wide\"><table><thead><tr>"
        + head
        + "</tr></thead><tbody>\n"
        + rows
        + "</tbody></table></div>";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
