@NullMarked
package io.sitehub.processors.decode;

import org.jspecify.annotations.NullMarked;
