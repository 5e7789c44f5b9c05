package io.sitehub.processors.serve;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import io.sitehub.processors.serve.LocalState.Holder;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Who holds which partition. This instance speaks with authority only for itself; what it says of
 * others may be out of date, and it knows them by their addresses only.
 */
public final class AssignmentAnswer {

  private final String instance;
  private final int partitions;
  private final Supplier<String> address;
  private final LocalState state;
  private final LocalCopies copies;

  /**
   * @param instance name of this instance
   * @param partitions how many partitions there are
   * @param address host:port of its internal port
   */
  public AssignmentAnswer(
      String instance,
      int partitions,
      Supplier<String> address,
      LocalState state,
      LocalCopies copies) {
    this.instance = instance;
    this.partitions = partitions;
    this.address = address;
    this.state = state;
    this.copies = copies;
  }

  void answer(Context context) {
    context.header("Cache-Control", "no-store");
    String self = address.get();
    Map<Integer, Role> roles = copies.roles();
    Json.answer(
        context,
        to -> {
          to.writeStringField("instance", instance);
          to.writeStringField("address", "http://" + self);
          to.writeStringField("state", state());
          to.writeNumberField("partitions", partitions);
          copies(roles, to);
          to.writeArrayFieldStart("instances");
          holder(instance, self, held(roles, Role.ACTIVE), held(roles, Role.STANDBY), to);
          for (Holder other : others()) {
            if (!other.address().equals(self)) {
              holder(other.address(), other.address(), other.active(), other.standby(), to);
            }
          }
          to.writeEndArray();
        });
  }

  private void copies(Map<Integer, Role> roles, JsonGenerator to) throws IOException {
    to.writeArrayFieldStart("copies");
    for (Map.Entry<Integer, Role> entry : roles.entrySet()) {
      to.writeStartObject();
      to.writeNumberField("partition", entry.getKey());
      to.writeStringField("role", entry.getValue().code());
      if (copies.open(entry.getKey()) instanceof CopyAccess.Open copy) {
        to.writeNumberField("lag", copy.lag());
      }
      Optional<Duration> heard = copies.endHeardAgo(entry.getKey());
      if (heard.isPresent()) {
        to.writeNumberField("endHeardMsAgo", heard.get().toMillis());
      }
      to.writeEndObject();
    }
    to.writeEndArray();
  }

  private static void holder(
      String name,
      String address,
      Collection<Integer> active,
      Collection<Integer> standby,
      JsonGenerator to)
      throws IOException {
    to.writeStartObject();
    to.writeStringField("instance", name);
    to.writeStringField("address", "http://" + address);
    numbers("active", active, to);
    numbers("standby", standby, to);
    to.writeEndObject();
  }

  private static void numbers(String name, Collection<Integer> numbers, JsonGenerator to)
      throws IOException {
    to.writeArrayFieldStart(name);
    for (int number : numbers) {
      to.writeNumber(number);
    }
    to.writeEndArray();
  }

  private static Set<Integer> held(Map<Integer, Role> roles, Role role) {
    Set<Integer> held = new TreeSet<>();
    roles.forEach((partition, in) -> {
      if (in == role) {
        held.add(partition);
      }
    });
    return held;
  }

  private String state() {
    try {
      return state.state();
    } catch (IllegalStateException e) {
      return "starting";
    }
  }

  private List<Holder> others() {
    try {
      return state.holders();
    } catch (IllegalStateException e) {
      return List.of();
    }
  }
}
