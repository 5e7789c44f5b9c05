/** What an ERP refuses: put aside with its answer, and offered again when told so. */
@NullMarked
package io.sitehub.connectors.reject;

import org.jspecify.annotations.NullMarked;
