@NullMarked
package io.sitehub.processors.run;

import org.jspecify.annotations.NullMarked;
