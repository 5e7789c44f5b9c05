/** One kind of harm a class: how it is done to a process, and how it is taken back. */
@NullMarked
package io.sitehub.cli.drill.fault;

import org.jspecify.annotations.NullMarked;
