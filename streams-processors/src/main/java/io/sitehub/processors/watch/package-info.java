/** What operators see of the processing: counters. */
@NullMarked
package io.sitehub.processors.watch;

import org.jspecify.annotations.NullMarked;
