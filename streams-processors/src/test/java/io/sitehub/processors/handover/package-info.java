/** Tests of who is given which task, and of the end of an instance. */
@NullMarked
package io.sitehub.processors.handover;

import org.jspecify.annotations.NullMarked;
