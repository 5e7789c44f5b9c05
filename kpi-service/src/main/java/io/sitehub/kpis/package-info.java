/** The public query API: stateless, over the local states of the processors. */
@NullMarked
package io.sitehub.kpis;

import org.jspecify.annotations.NullMarked;
