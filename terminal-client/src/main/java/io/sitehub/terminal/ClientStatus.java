package io.sitehub.terminal;

import io.sitehub.terminal.journal.Volume;
import io.sitehub.terminal.send.SenderStatus;

/**
 * How a client is doing.
 *
 * @param journal how much it holds; {@code waiting} is the {@code bufferDepth} of a {@code
 *     device.status} event
 * @param sender how sending goes
 */
public record ClientStatus(Volume journal, SenderStatus sender) {}
