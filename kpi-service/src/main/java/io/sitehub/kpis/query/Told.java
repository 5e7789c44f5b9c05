package io.sitehub.kpis.query;

import io.sitehub.kpis.route.Freshness;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What the processors told about something that exists.
 *
 * @param freshness how old it may be
 * @param zone time zone of the site it is about, if it is about one
 * @param config which versions of the site's configuration and KPIs it rests on, if about a site
 * @param body what was told
 */
public record Told<T>(
    Freshness freshness, Optional<ZoneId> zone, Optional<String> config, T body) {}
