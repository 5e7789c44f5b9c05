package io.sitehub.kpis.define;

import io.javalin.config.JavalinConfig;
import io.sitehub.kpis.query.Admission;
import io.sitehub.kpis.query.SiteBook;
import java.time.InstantSource;

/** The routes by which people say what a site is to be. */
public final class DefineApi {
  private final Configs configs;
  private final Definitions definitions;
  private final Admission admission;

  /**
   * An API.
   *
   * @param book what is known of the settings of sites
   * @param log where changes are written
   * @param admission how many requests are answered at a time
   */
  public DefineApi(SiteBook book, ConfigLog log, InstantSource clock, Admission admission) {
    Changes changes = new Changes(log);
    this.configs = new Configs(book, changes, clock);
    this.definitions = new Definitions(book, changes);
    this.admission = admission;
  }

  /** Adds the routes to a server. */
  public void addTo(JavalinConfig server) {
    admission.put(server, "/v1/sites/{site}/config", configs::put);
    admission.get(server, "/v1/sites/{site}/config", configs::inForce);
    admission.get(server, "/v1/sites/{site}/config/versions", configs::versions);
    admission.delete(server, "/v1/sites/{site}/config/{validFrom}", configs::delete);
    admission.put(server, "/v1/sites/{site}/kpis/{kpi}/definition", definitions::put);
    admission.get(server, "/v1/sites/{site}/kpis/{kpi}/definition", definitions::get);
    admission.delete(server, "/v1/sites/{site}/kpis/{kpi}/definition", definitions::delete);
  }
}
