/** What a site is told to be: from records of the log of settings to tables. */
@NullMarked
package io.sitehub.processors.settings;

import org.jspecify.annotations.NullMarked;
