package io.sitehub.gateway.validate;

import io.sitehub.model.cloudevent.EventAttributes;

/**
 * An event that obeys every rule, ready for the log.
 *
 * @param attributes its CloudEvents attributes
 * @param key the site id in UTF-8
 * @param value its data in Avro, in the Confluent wire format
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
public record ValidEvent(EventAttributes attributes, byte[] key, byte[] value) {}
