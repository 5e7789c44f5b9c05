/** Live changes as Server-Sent Events, resumable on any instance. */
@NullMarked
package io.sitehub.kpis.feed;

import org.jspecify.annotations.NullMarked;
