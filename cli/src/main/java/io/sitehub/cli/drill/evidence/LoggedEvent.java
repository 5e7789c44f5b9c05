package io.sitehub.cli.drill.evidence;

import io.sitehub.model.cloudevent.SiteEvent;

/** An event as it lies in the log. */
public record LoggedEvent(int partition, long offset, SiteEvent event) {}
