package io.sitehub.gateway.publish;

import io.sitehub.kit.lifecycle.Component;
import io.sitehub.kit.lifecycle.ExitCode;
import io.sitehub.kit.lifecycle.StartRefused;
import io.sitehub.model.catalogue.EventType;
import io.sitehub.model.registry.RegistryFailure;
import io.sitehub.model.registry.RegistryResult;
import io.sitehub.model.serde.SchemaIds;
import java.time.Duration;
import java.util.List;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers the schema of every event type at the start. From then on the ids are in memory and the
 * registry may be down: the way of an event never leads to it.
 */
public final class EventSchemas implements Component {
  private static final Logger log = LoggerFactory.getLogger(EventSchemas.class);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

  private static final int UNPROCESSABLE = 422;

  private final SchemaIds ids;
  private final Duration within;

  /**
   * Schemas of the events topic.
   *
   * @param within how long to wait for a registry that does not answer
   */
  public EventSchemas(SchemaIds ids, Duration within) {
    this.ids = ids;
    this.within = within;
  }

  @Override
  public String name() {
    return "schemas";
  }

  /**
   * Registers what is not registered yet.
   *
   * @throws StartRefused with 78 if the registry finds a schema wrong or incompatible, with 69 if
   *     it gives no ids in time for any other reason
   */
  @Override
  public void start() throws StartRefused, InterruptedException {
    List<Schema> schemas = EventType.all().stream().map(EventType::schema).toList();
    long deadline = System.nanoTime() + within.toNanos();
    while (ids.register(schemas)
        instanceof RegistryResult.Failed<Integer>(RegistryFailure failure)) {
      if (refusesSchema(failure)) {
        throw new StartRefused(
            ExitCode.CONFIGURATION, "the registry refuses a schema of an event: " + failure, null);
      }
      if (System.nanoTime() - deadline >= 0) {
        throw new StartRefused(
            ExitCode.UNAVAILABLE,
            "gave up after " + within.toSeconds() + " s: the registry (registry.url): " + failure,
            null);
      }
      log.atInfo().addKeyValue("reason", failure).log("waiting for the registry");
      Thread.sleep(BETWEEN_TRIES);
    }
  }

  /**
   * Whether it is the schema that is wrong, which no waiting mends. A 403 or a 404 comes from a
   * proxy, a token or a registry that is being set up, as often as from a wrong address.
   */
  private static boolean refusesSchema(RegistryFailure failure) {
    return switch (failure) {
      case RegistryFailure.Incompatible _ -> true;
      case RegistryFailure.Rejected rejected -> rejected.status() == UNPROCESSABLE;
      case RegistryFailure.Unavailable _, RegistryFailure.NotFound _ -> false;
    };
  }

  @Override
  public void stop(Duration within) {}
}
