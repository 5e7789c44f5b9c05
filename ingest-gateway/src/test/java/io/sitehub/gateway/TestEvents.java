package io.sitehub.gateway;

/** Events as a terminal would send them. */
public final class TestEvents {

  private TestEvents() {}

  /** A valid event of this id at this site. */
  public static String entered(String site, String id) {
    return """
    {"specversion":"1.0","id":"%s","source":"/sites/%s/terminals/gate-1",\
    "type":"com.sitehub.gate.entered.v1","subject":"v-%s","time":"2026-11-23T07:31:04.5Z",\
    "siteid":"%s","deviceseq":7,"data":{"gateId":"north"}}\
    """
        .formatted(id, site, id, site);
  }

  /** A valid weighing whose data is this. */
  public static String weighing(String data) {
    return """
    {"specversion":"1.0","id":"w-1","source":"/sites/lyon-1/terminals/scale-1",\
    "type":"com.sitehub.weighing.recorded.v1","subject":"v-1","time":"2026-11-23T07:31:04Z",\
    "siteid":"lyon-1","data":%s}\
    """
        .formatted(data);
  }

  /** The data of a valid weighing. */
  public static final String WEIGHING_DATA =
      """
      {"weighingId":"w-1","pass":"first","scaleId":"scale-1","grossKg":41200,\
      "legalForTrade":true,"stable":true}\
      """;
}
