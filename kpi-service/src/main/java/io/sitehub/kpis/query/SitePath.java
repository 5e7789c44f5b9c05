package io.sitehub.kpis.query;

import io.javalin.http.Context;
import io.sitehub.model.catalogue.AttributeRule;

/** The parts of a path, checked. */
public final class SitePath {
  private SitePath() {}

  /** The site of a path; one that cannot be the name of a site is remembered as wrong. */
  public static String site(Context context, Parameters parameters) {
    return ruled(context, "site", AttributeRule.SITE_ID, parameters);
  }

  /** The visit of a path; one that cannot be the name of a visit is remembered as wrong. */
  static String visit(Context context, Parameters parameters) {
    return ruled(context, "visitId", AttributeRule.VISIT_ID, parameters);
  }

  /** What is said of a site of which nothing was ever heard. */
  public static String noSite(String site) {
    return "There is no site '" + site + "'.";
  }

  /** The KPI of a path, of whatever site; one that cannot be the name of a KPI is wrong. */
  public static String kpi(Context context, Parameters parameters) {
    String name = context.pathParam("kpi");
    if (name.length() > 64 || !name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
      parameters.refuse(
          "kpi", "pattern", "must be 1 to 64 lower-case letters, digits and single hyphens");
    }
    return name;
  }

  private static String ruled(
      Context context, String name, AttributeRule rule, Parameters parameters) {
    String value = context.pathParam(name);
    if (!rule.holds(value)) {
      parameters.refuse(name, rule.attribute(), "must be " + rule.allowed());
    }
    return value;
  }
}
