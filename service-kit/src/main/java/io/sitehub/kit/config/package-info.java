/** Typed configuration: default, then file, then environment; all problems reported at once. */
@NullMarked
package io.sitehub.kit.config;

import org.jspecify.annotations.NullMarked;
