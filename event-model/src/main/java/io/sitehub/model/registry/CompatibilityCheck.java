package io.sitehub.model.registry;

import java.util.List;

/**
 * Whether a schema may become a version of a subject.
 *
 * @param compatible whether it may
 * @param reasons why not, in the registry's words; empty when it may, or when the registry does not
 *     tell
 */
public record CompatibilityCheck(boolean compatible, List<String> reasons) {}
