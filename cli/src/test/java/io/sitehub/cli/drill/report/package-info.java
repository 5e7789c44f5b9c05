/** Tests. */
@NullMarked
package io.sitehub.cli.drill.report;

import org.jspecify.annotations.NullMarked;
