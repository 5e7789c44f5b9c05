/** Tickets on their way into an ERP whose database, and whose workers, die and freeze. */
@NullMarked
package io.sitehub.cluster.erp;

import org.jspecify.annotations.NullMarked;
