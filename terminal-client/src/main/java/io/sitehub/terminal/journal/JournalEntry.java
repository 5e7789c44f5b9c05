package io.sitehub.terminal.journal;

import io.sitehub.terminal.event.EventName;
import org.jspecify.annotations.Nullable;

/**
 * An event that waits to be sent.
 *
 * @param position its number in the journal
 * @param name its name; null if it has none
 * @param body the CloudEvent, a JSON object in UTF-8
 * @param intact whether the body is what was written; if not, it must not be sent
 */
public record JournalEntry(long position, @Nullable EventName name, byte[] body, boolean intact) {}
