/** The process that derives visits, tickets and KPIs from the log and answers for its part. */
@NullMarked
package io.sitehub.processors;

import org.jspecify.annotations.NullMarked;
