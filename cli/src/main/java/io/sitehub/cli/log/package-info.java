/** Topics, read from end to end as they are now. */
@NullMarked
package io.sitehub.cli.log;

import org.jspecify.annotations.NullMarked;
