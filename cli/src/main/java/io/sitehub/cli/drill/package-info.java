/**
 * A drill: faults by plan against a running site, under the traffic of terminals and readers, and
 * the proof that nothing acknowledged was lost. Read in this order: {@code ground}, {@code fault},
 * {@code plan}, {@code ledger}, {@code traffic}, {@code invariant}, {@code report}; {@link
 * io.sitehub.cli.drill.Drill} puts them together.
 */
@NullMarked
package io.sitehub.cli.drill;

import org.jspecify.annotations.NullMarked;
