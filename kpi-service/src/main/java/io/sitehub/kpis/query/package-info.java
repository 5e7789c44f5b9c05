/** The questions of the public API and their answers. */
@NullMarked
package io.sitehub.kpis.query;

import org.jspecify.annotations.NullMarked;
