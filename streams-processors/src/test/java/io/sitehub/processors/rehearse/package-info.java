/** Tests of the rehearsal of what only stands by. */
@NullMarked
package io.sitehub.processors.rehearse;

import org.jspecify.annotations.NullMarked;
