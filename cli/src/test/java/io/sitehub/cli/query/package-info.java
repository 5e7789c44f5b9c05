/** Tests of asking the query API. */
@NullMarked
package io.sitehub.cli.query;

import org.jspecify.annotations.NullMarked;
