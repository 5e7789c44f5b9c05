/**
 * Days of trucks at made-up sites: a plan made from a seed, with everything that goes wrong at real
 * sites, and terminals that publish it over HTTP as CloudEvents. Knows nothing of how Sitehub
 * derives anything; speaks the public contract only.
 */
@NullMarked
package io.sitehub.cli.simulate;

import org.jspecify.annotations.NullMarked;
