package io.sitehub.cli.command;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.sitehub.cli.site.InstanceState;
import io.sitehub.cli.site.Phase;
import io.sitehub.cli.site.Role;
import io.sitehub.cli.site.SiteState;
import java.util.ArrayList;
import java.util.List;

/**
 * One process as {@code status --json} shows it.
 *
 * @param role {@code broker}, {@code registry}, {@code gateway}, {@code processor} or {@code
 *     kpi-service}
 * @param instance its name
 * @param pid 0 if it does not run
 * @param address where it does its work
 * @param state see {@link Phase}, in lower case
 * @param restarts how often it was started again
 * @param detail why it is in this state; may be empty
 * @param supervisorPid who starts it again when it dies; 0 if nobody does
 */
@JsonPropertyOrder({
  "role",
  "instance",
  "pid",
  "address",
  "state",
  "restarts",
  "detail",
  "supervisorPid"
})
record StatusRow(
    String role,
    String instance,
    long pid,
    String address,
    String state,
    int restarts,
    String detail,
    long supervisorPid) {

  static List<StatusRow> of(SiteState site) {
    List<StatusRow> rows = new ArrayList<>();
    for (InstanceState state : site.instances()) {
      rows.add(
          new StatusRow(
              state.instance().role().label(),
              state.instance().name(),
              state.pid(),
              address(state),
              state.phase().label(),
              state.restarts(),
              state.detail(),
              site.supervised() ? site.supervisorPid() : 0));
    }
    return rows;
  }

  private static String address(InstanceState state) {
    return state.instance().role() == Role.REGISTRY
        ? state.instance().address() + "/apis/ccompat/v7"
        : state.instance().address();
  }
}
