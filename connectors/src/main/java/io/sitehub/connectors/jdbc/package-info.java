/** Tickets into the tables of a database, together with how far the log was read. */
@NullMarked
package io.sitehub.connectors.jdbc;

import org.jspecify.annotations.NullMarked;
