/**
 * Terminals that publish and readers that ask while faults happen; all of it goes to the ledger.
 */
@NullMarked
package io.sitehub.cli.drill.traffic;

import org.jspecify.annotations.NullMarked;
