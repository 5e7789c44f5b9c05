package io.sitehub.cli.command;

import io.sitehub.cli.check.Finding;
import io.sitehub.cli.check.Places;
import io.sitehub.cli.check.SiteCheckup;
import io.sitehub.cli.screen.ExitCode;
import io.sitehub.cli.screen.Problem;
import io.sitehub.cli.screen.Table;
import io.sitehub.cli.site.DataDirectory;
import io.sitehub.cli.site.SiteState;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code sitehub drill --check}: looks at a site that must not be harmed. */
final class CheckOptions {
  @Option(
      names = "--check",
      description = "Harm nothing: say whether the site would survive the next failure.")
  private boolean check;

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT,...",
      description = "With --check: brokers of a redundant site elsewhere.")
  private @Nullable String bootstrap;

  @Option(
      names = "--partitions",
      converter = WholeNumber.Partitions.class,
      paramLabel = "N",
      defaultValue = "12",
      description =
          "With --bootstrap: how many its topics should have (default: ${DEFAULT-VALUE}).")
  private int partitions;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description = "With --bootstrap: its registry, the base of its API.")
  private @Nullable URI registry;

  @Option(
      names = "--url",
      split = ",",
      paramLabel = "URL",
      description = "With --bootstrap: where its services say whether they are ready.")
  private List<URI> readiness = new ArrayList<>();

  @Option(
      names = "--processor",
      split = ",",
      paramLabel = "URL",
      description = "With --bootstrap: internal addresses of its processors.")
  private List<URI> processors = new ArrayList<>();

  /** Whether only this is wanted. */
  boolean wanted() {
    if (!check && (bootstrap != null || registry != null)) {
      throw new Problem(
          ExitCode.USAGE, "a site elsewhere is looked at and never harmed", "add --check");
    }
    return check;
  }

  int run(SiteOptions options) throws InterruptedException {
    List<Finding> findings =
        bootstrap == null
            ? here(options.site(), options.directory())
            : look(
                Places.elsewhere(
                    bootstrap, partitions, Optional.ofNullable(registry), readiness, processors));
    long bad = findings.stream().filter(each -> each.state() == Finding.State.BAD).count();
    if (options.json()) {
      options.print(findings);
    } else {
      Table table = new Table("WHAT", "STATE", "MEANING", "TO DO");
      findings.forEach(
          each -> table.row(each.what(), each.state().label(), each.meaning(), each.remedy()));
      options.screen().print(table.toString());
      options
          .screen()
          .print(
              bad == 0
                  ? "Nothing is wrong. Nothing was changed."
                  : bad + " of " + findings.size() + " are wrong. Nothing was changed.");
    }
    return (bad == 0 ? ExitCode.OK : ExitCode.FAILED).code();
  }

  private static List<Finding> here(SiteState site, DataDirectory directory)
      throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        site.supervised()
            ? new Finding(
                "supervisor",
                Finding.State.OK,
                "pid " + site.supervisorPid() + " looks after it",
                "")
            : new Finding(
                "supervisor",
                Finding.State.BAD,
                "nobody looks after this site: what dies stays dead",
                "./sitehub up takes it over"));
    findings.addAll(look(Places.of(site.layout(), directory)));
    return findings;
  }

  private static List<Finding> look(Places places) throws InterruptedException {
    return new SiteCheckup(places, InstantSource.system()).findings();
  }
}
