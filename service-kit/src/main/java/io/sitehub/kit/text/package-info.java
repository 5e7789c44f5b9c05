/** What people may have meant. */
@NullMarked
package io.sitehub.kit.text;

import org.jspecify.annotations.NullMarked;
