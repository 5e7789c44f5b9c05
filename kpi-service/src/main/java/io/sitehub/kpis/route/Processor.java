package io.sitehub.kpis.route;

import java.net.URI;

/**
 * A processor that answers questions about its local state.
 *
 * @param name what it calls itself; unique among the running processors
 * @param address scheme, host and port of its internal port
 */
public record Processor(String name, URI address) {}
