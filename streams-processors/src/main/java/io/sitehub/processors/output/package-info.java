/** What the topology writes: to which topic, under which key, in which partition. */
@NullMarked
package io.sitehub.processors.output;

import org.jspecify.annotations.NullMarked;
