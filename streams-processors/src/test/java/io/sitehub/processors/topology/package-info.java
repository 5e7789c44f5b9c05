@NullMarked
package io.sitehub.processors.topology;

import org.jspecify.annotations.NullMarked;
