/**
 * The ingest gateway: {@code submit}, {@code validate}, {@code publish}, wired by {@code Gateway}.
 */
@NullMarked
package io.sitehub.gateway;

import org.jspecify.annotations.NullMarked;
