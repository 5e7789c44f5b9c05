/**
 * The visit: a pure fold of its events in the order in which they happened, whatever the order in
 * which they came. Nothing here knows of Kafka; {@code docs/visits.md} says what each event does.
 */
@NullMarked
package io.sitehub.processors.visit;

import org.jspecify.annotations.NullMarked;
