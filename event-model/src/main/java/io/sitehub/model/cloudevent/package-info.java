/**
 * What an event is, the order of events, and how one is written to and read from a Kafka record.
 */
@NullMarked
package io.sitehub.model.cloudevent;

import org.jspecify.annotations.NullMarked;
