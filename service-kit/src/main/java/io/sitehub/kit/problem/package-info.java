/** RFC 9457 problem documents, the one shape of every error answer. */
@NullMarked
package io.sitehub.kit.problem;

import org.jspecify.annotations.NullMarked;
