package io.sitehub.processors.track;

/** The settings of a site have changed; what they are now is in its tables. */
public record SettingsChange() implements SiteChange {}
