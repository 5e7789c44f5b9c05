/**
 * Ends for the brokers what a dead processor was: its members leave the group, its producers are
 * fenced. Used by an instance for its own former life, by its peers, and by a supervisor.
 */
@NullMarked
package io.sitehub.processors.fence;

import org.jspecify.annotations.NullMarked;
