package io.sitehub.terminal.fate;

import io.sitehub.terminal.event.EventName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that was set aside.
 *
 * @param position its number in the journal, by which it is redriven or discarded
 * @param name its name; null if it was published without one
 * @param cloudEvent the event as it was sent: a JSON object
 * @param at when it was refused
 * @param refusal why
 */
public record RefusedEvent(
    long position, @Nullable EventName name, String cloudEvent, Instant at, Refusal refusal) {}
