/** Tests. */
@NullMarked
package io.sitehub.cli.drill.plan;

import org.jspecify.annotations.NullMarked;
