/** What a site is told to be: versions of its configuration, each from its time on. */
@NullMarked
package io.sitehub.site.config;

import org.jspecify.annotations.NullMarked;
