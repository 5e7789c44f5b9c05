/** Everything a drill did and what became of it, in memory and on disk while it runs. */
@NullMarked
package io.sitehub.cli.drill.ledger;

import org.jspecify.annotations.NullMarked;
