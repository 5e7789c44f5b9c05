/** Asks the public query API, at whichever kpi-service answers. */
@NullMarked
package io.sitehub.cli.query;

import org.jspecify.annotations.NullMarked;
