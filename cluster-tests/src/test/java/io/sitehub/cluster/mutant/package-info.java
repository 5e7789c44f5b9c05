/** Parts of a site with one safeguard switched off, run in place of the real ones. */
@NullMarked
package io.sitehub.cluster.mutant;

import org.jspecify.annotations.NullMarked;
