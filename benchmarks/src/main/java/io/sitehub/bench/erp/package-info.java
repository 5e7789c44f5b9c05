/** How fast tickets get into an ERP's database, beside what the database takes at all. */
@NullMarked
package io.sitehub.bench.erp;

import org.jspecify.annotations.NullMarked;
