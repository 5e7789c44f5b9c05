package io.sitehub.gateway.publish;

/**
 * Where an acknowledged event lies in the log.
 *
 * @param id CloudEvents {@code id}
 * @param source CloudEvents {@code source}
 * @param partition partition of the events topic
 * @param offset offset in that partition
 */
public record Receipt(String id, String source, int partition, long offset) {}
