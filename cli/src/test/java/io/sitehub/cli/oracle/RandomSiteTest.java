package io.sitehub.cli.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.cloudevent.EventName;
import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.state.Finding;
import io.sitehub.model.state.TicketStatus;
import io.sitehub.model.state.Visit;
import io.sitehub.model.state.VisitState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Random histories that never met a rule would say nothing about it. */
class RandomSiteTest {
  private static final String SITE = "lyon-1";
  private static final Path DEFINITIONS = Path.of("../docs/visits.md");
  private static final Pattern FINDING = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| ");

  /** Of corrections that belong to no visit: none has them while corrections follow their event. */
  private static final Set<String> OF_NO_VISIT =
      Set.of("correction-cycle", "correction-target-unknown");

  @Test
  void historiesMeetEveryFindingEveryStateAndEveryTicket() throws IOException {
    // Given
    String definitions = Files.readString(DEFINITIONS);
    Set<String> codes = new TreeSet<>();
    Matcher row = FINDING.matcher(definitions.substring(definitions.indexOf("## Findings")));
    while (row.find()) {
      codes.add(row.group(1));
    }
    codes.removeAll(OF_NO_VISIT);

    // When
    Set<String> found = new TreeSet<>();
    Set<VisitState> states = EnumSet.noneOf(VisitState.class);
    Set<TicketStatus> tickets = EnumSet.noneOf(TicketStatus.class);
    for (int seed = 0; seed < 120; seed++) {
      SiteOracle.Site site =
          new SiteOracle(SITE, ZoneId.of("UTC"), List.of())
              .of(new RandomSite(SITE, seed, 60).log(), new RandomErp(SITE, seed, 60).standing());
      for (Visit visit : site.visits().values()) {
        states.add(visit.getState());
        visit.getFindings().stream().map(Finding::getCode).forEach(found::add);
      }
      site.tickets().values().forEach(ticket -> tickets.add(ticket.getStatus()));
    }

    // Then
    assertThat(found).isEqualTo(codes);
    assertThat(states).isEqualTo(EnumSet.allOf(VisitState.class));
    assertThat(tickets).containsExactlyInAnyOrder(TicketStatus.ISSUED, TicketStatus.VOID);
  }

  @Test
  void aSeedGivesTheSameLogAndAnOrderKeepsTheFirstOfEachName() {
    // Given
    RandomSite site = new RandomSite(SITE, 7, 20);

    // When
    List<SiteEvent> another = site.inAnotherOrder(8);

    // Then
    assertThat(new RandomSite(SITE, 7, 20).log().toString()).isEqualTo(site.log().toString());
    assertThat(another).isNotEqualTo(site.log());
    assertThat(site.clashes()).isPositive();
    assertThat(firsts(another)).isEqualTo(firsts(site.log()));
    assertThat(firsts(site.asItArrives())).isEqualTo(firsts(site.log()));
  }

  private static Map<EventName, String> firsts(List<SiteEvent> log) {
    Map<EventName, String> firsts = new HashMap<>();
    log.forEach(event -> firsts.putIfAbsent(event.name(), event.toString()));
    return firsts;
  }
}
