/** What a person sees: lines, tables, a view that is redrawn, and problems that say what to do. */
@NullMarked
package io.sitehub.cli.screen;

import org.jspecify.annotations.NullMarked;
