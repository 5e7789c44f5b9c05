@NullMarked
package io.sitehub.processors.track;

import org.jspecify.annotations.NullMarked;
