/** What faults act on beside processes: what joins them, and small disks, which need root. */
@NullMarked
package io.sitehub.cli.drill.ground;

import org.jspecify.annotations.NullMarked;
