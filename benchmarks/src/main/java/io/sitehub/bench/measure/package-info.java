/** The parts of the benchmark: each measures one thing in several rounds beside its raw limit. */
@NullMarked
package io.sitehub.bench.measure;

import org.jspecify.annotations.NullMarked;
