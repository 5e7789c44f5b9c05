/**
 * Processors watch each other: whoever notices that another is dead ends its life for the brokers,
 * so that its standby takes over at once.
 */
@NullMarked
package io.sitehub.processors.peer;

import org.jspecify.annotations.NullMarked;
