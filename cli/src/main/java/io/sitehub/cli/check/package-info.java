/**
 * Whether a site would survive the next failure: looks at the log, the copies of the state, the
 * services, the registry and the machine, and changes nothing.
 */
@NullMarked
package io.sitehub.cli.check;

import org.jspecify.annotations.NullMarked;
