/** Tests. */
@NullMarked
package io.sitehub.cli.drill.ledger;

import org.jspecify.annotations.NullMarked;
