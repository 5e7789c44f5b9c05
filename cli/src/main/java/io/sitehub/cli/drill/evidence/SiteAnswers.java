package io.sitehub.cli.drill.evidence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sitehub.model.state.KpiCell;
import java.time.ZoneId;
import java.util.List;

/**
 * Everything that is answered about one site.
 *
 * @param siteId the site
 * @param zone its time zone
 * @param visits all visits, from the query API
 * @param tickets the newest revision of each ticket, from the query API
 * @param cells all cells of the built-in KPIs, from the processor that is active for the site
 */
public record SiteAnswers(
    String siteId,
    ZoneId zone,
    List<ObjectNode> visits,
    List<ObjectNode> tickets,
    List<KpiCell> cells) {

  /** Copies the lists. */
  public SiteAnswers {
    visits = List.copyOf(visits);
    tickets = List.copyOf(tickets);
    cells = List.copyOf(cells);
  }
}
