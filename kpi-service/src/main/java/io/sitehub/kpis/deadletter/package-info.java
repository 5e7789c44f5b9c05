/** Records of the log that could not be used: shown, and published once more on request. */
@NullMarked
package io.sitehub.kpis.deadletter;

import org.jspecify.annotations.NullMarked;
