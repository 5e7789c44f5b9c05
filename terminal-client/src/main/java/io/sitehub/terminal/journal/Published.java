package io.sitehub.terminal.journal;

import io.sitehub.terminal.event.EventName;
import org.jspecify.annotations.Nullable;

/**
 * An event that is on disk.
 *
 * @param position its number in the journal: what is published later has a higher one
 * @param name its name; null if it was published without one
 * @param deviceSeq its number in the device's gapless count, from 1; null if the library did not
 *     number it
 * @param known whether the same event had been published before, so that nothing was stored now
 */
public record Published(
    long position, @Nullable EventName name, @Nullable Long deviceSeq, boolean known) {}
