/**
 * The HTTP server every service opens: loopback unless told otherwise, errors as problem documents.
 */
@NullMarked
package io.sitehub.kit.http;

import org.jspecify.annotations.NullMarked;
