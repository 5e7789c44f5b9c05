/** Which faults when: made from a seed, written as text and read again, aimed at what runs. */
@NullMarked
package io.sitehub.cli.drill.plan;

import org.jspecify.annotations.NullMarked;
