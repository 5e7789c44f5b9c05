@NullMarked
package io.sitehub.processors.serve;

import org.jspecify.annotations.NullMarked;
