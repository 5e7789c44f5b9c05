/** Reads what people write about a site, its configuration and its KPIs, and says what is wrong. */
@NullMarked
package io.sitehub.site.declare;

import org.jspecify.annotations.NullMarked;
