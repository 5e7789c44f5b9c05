package io.sitehub.kpis.route;

import java.net.URI;

/**
 * A processor that answers questions about its local state. It is known by its address: the others
 * do not know its name.
 *
 * @param name what it is called, for people
 * @param address scheme, host and port of its internal port
 */
public record Processor(String name, URI address) {}
