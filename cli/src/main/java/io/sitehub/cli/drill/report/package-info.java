/** What a drill measured: per fault what was sent, lost, doubled, and how long recovery took. */
@NullMarked
package io.sitehub.cli.drill.report;

import org.jspecify.annotations.NullMarked;
