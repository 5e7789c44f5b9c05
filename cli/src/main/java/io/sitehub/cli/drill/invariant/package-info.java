/**
 * What must hold whatever fails, one class each, held against the ledger, the log and what is
 * answered.
 */
@NullMarked
package io.sitehub.cli.drill.invariant;

import org.jspecify.annotations.NullMarked;
