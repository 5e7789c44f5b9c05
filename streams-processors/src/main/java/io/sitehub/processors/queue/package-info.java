/** Who waits in which queue of a site, and who was called from it when. */
@NullMarked
package io.sitehub.processors.queue;

import org.jspecify.annotations.NullMarked;
