/** Tests. */
@NullMarked
package io.sitehub.cli.site;

import org.jspecify.annotations.NullMarked;
