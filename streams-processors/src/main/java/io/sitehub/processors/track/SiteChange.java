package io.sitehub.processors.track;

/** Something about a site has changed: one of its visits, or what the site is told to be. */
public sealed interface SiteChange permits VisitChange, SettingsChange {}
