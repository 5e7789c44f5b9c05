/** What a terminal publishes: events, their names, and how they become CloudEvents. */
@NullMarked
package io.sitehub.terminal.event;

import org.jspecify.annotations.NullMarked;
