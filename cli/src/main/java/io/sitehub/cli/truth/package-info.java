/**
 * What must be known once all events of a simulated day have come in, worked out from the plan
 * alone (KPIs: under the settings that the site says it has), and the check of a running Sitehub
 * against it. Shares no code with the visit fold, the tickets or the KPI algebra, so that an error
 * there cannot hide here; a test holds it to that.
 */
@NullMarked
package io.sitehub.cli.truth;

import org.jspecify.annotations.NullMarked;
