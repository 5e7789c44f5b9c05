/** What the ERP says is to come: from records of the log of orders to tables, and into visits. */
@NullMarked
package io.sitehub.processors.order;

import org.jspecify.annotations.NullMarked;
