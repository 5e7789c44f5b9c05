@NullMarked
package io.sitehub.processors.state;

import org.jspecify.annotations.NullMarked;
