/** Tickets to an ERP over HTTP: one request for a ticket or a few, one effect for each. */
@NullMarked
package io.sitehub.connectors.http;

import org.jspecify.annotations.NullMarked;
