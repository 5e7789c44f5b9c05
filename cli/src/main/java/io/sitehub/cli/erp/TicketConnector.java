package io.sitehub.cli.erp;

import io.sitehub.cli.site.ErpAccess;
import io.sitehub.model.topic.TopicCatalogue;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/** The connector that writes a local site's tickets into its ERP's database. */
public final class TicketConnector {

  /** What it is called. */
  public static final String NAME = "erp-tickets";

  private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";

  private TicketConnector() {}

  /** Its configuration, as anybody would write it (docs/erp.md). */
  public static Map<String, String> config(ErpAccess access, URI registry) {
    Map<String, String> config = new TreeMap<>();
    config.put("name", NAME);
    config.put("connector.class", "io.sitehub.connectors.jdbc.TicketJdbcSinkConnector");
    config.put("tasks.max", "1");
    config.put("topics", TopicCatalogue.TICKETS.name() + "," + TopicCatalogue.ERP_REDRIVES.name());
    config.put("connection.url", access.url());
    config.put("connection.user", access.user());
    config.put("connection.password", access.password());
    config.put("tables.schema", access.schema());
    config.put("schema.registry.url", registry.toString());
    config.put("key.converter", BYTES);
    config.put("value.converter", BYTES);
    config.put("consumer.override.isolation.level", "read_committed");
    config.put("errors.tolerance", "all");
    config.put("errors.deadletterqueue.topic.name", TopicCatalogue.ERP_REJECTED.name());
    config.put("errors.deadletterqueue.context.headers.enable", "true");
    return config;
  }
}
