/** Lets visits go of which nothing has been heard for long: state stays bounded, figures stay. */
@NullMarked
package io.sitehub.processors.retire;

import org.jspecify.annotations.NullMarked;
