/**
 * The library a terminal or station embeds: {@link io.sitehub.terminal.TerminalClient} puts events
 * into a journal on disk and sends them to whichever gateway takes them.
 */
@NullMarked
package io.sitehub.terminal;

import org.jspecify.annotations.NullMarked;
