/** Whole sites of real processes that are killed, frozen, cut off and filled up. */
@NullMarked
package io.sitehub.cluster;

import org.jspecify.annotations.NullMarked;
