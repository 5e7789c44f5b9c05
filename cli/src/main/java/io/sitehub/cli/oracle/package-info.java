/**
 * What must be known of a site, worked out again from its log alone: all at once, with plain
 * collections, as the written definitions have it. Slow, and obviously right. Shares no code with
 * the visit fold, the tickets or the KPI algebra, so that an error there cannot hide here; a test
 * holds it to that. It speaks in the records of the event model only.
 */
@NullMarked
package io.sitehub.cli.oracle;

import org.jspecify.annotations.NullMarked;
