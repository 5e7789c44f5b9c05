@NullMarked
package io.sitehub.processors;

import org.jspecify.annotations.NullMarked;
