package io.sitehub.terminal.fate;

import io.sitehub.terminal.event.EventName;
import org.jspecify.annotations.Nullable;

/**
 * An event of the journal and its fate.
 *
 * @param position its number in the journal
 * @param name its name; null if it was published without one
 * @param fate what became of it
 */
public record EventFate(long position, @Nullable EventName name, Fate fate) {}
