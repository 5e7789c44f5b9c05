/** Runs the topology: settings of Streams and RocksDB, start, stop, what to do about failures. */
@NullMarked
package io.sitehub.processors.run;

import org.jspecify.annotations.NullMarked;
