/** The processes that are measured: started as a site starts them, with twelve partitions. */
@NullMarked
package io.sitehub.bench.site;

import org.jspecify.annotations.NullMarked;
