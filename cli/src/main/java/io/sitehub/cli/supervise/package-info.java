/**
 * Keeps the processes of a local site alive: starts them in the order in which they depend on each
 * other, watches them, starts again what dies or hangs, and stops them in the reverse order.
 */
@NullMarked
package io.sitehub.cli.supervise;

import org.jspecify.annotations.NullMarked;
