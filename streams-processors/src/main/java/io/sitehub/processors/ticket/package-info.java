/**
 * Weighing tickets, derived from visits: what a ticket says depends on the visit alone, its number
 * and revision on the order in which the log was read. {@code docs/tickets.md} states the rules.
 */
@NullMarked
package io.sitehub.processors.ticket;

import org.jspecify.annotations.NullMarked;
