/** What faults act on beside processes: network namespaces and small disks, which need root. */
@NullMarked
package io.sitehub.cli.drill.ground;

import org.jspecify.annotations.NullMarked;
