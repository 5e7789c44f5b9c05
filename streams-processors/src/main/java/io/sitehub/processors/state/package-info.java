/**
 * What is remembered of the sites of one partition: tables with order-preserving keys, in one store
 * with one changelog.
 */
@NullMarked
package io.sitehub.processors.state;

import org.jspecify.annotations.NullMarked;
