/** Carries a visit through the stages: folded, ticketed, counted, kept. */
@NullMarked
package io.sitehub.processors.track;

import org.jspecify.annotations.NullMarked;
