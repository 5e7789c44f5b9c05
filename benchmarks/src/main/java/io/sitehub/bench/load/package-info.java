/**
 * A load generator that costs next to nothing: requests are built beforehand, one thread drives all
 * connections, and of an answer only status and length are read. It shares the machine with what it
 * measures, so its own share of a processor is part of every result.
 */
@NullMarked
package io.sitehub.bench.load;

import org.jspecify.annotations.NullMarked;
