package io.sitehub.kit.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * One rule that a request broke.
 *
 * @param index which event of a batch, from 0; null where the request is not a list
 * @param pointer JSON Pointer (RFC 6901) into that event, or the name of a header or parameter
 * @param rule the rule in kebab-case, stable across releases: clients may switch on it
 * @param detail what is wrong and what is allowed, for a person
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"index", "pointer", "rule", "detail"})
public record Violation(@Nullable Integer index, String pointer, String rule, String detail) {}
