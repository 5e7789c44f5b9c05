@NullMarked
package io.sitehub.processors.commit;

import org.jspecify.annotations.NullMarked;
