package io.sitehub.site.expression;

import dev.cel.common.types.CelType;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One field that an expression can speak of.
 *
 * @param name as expressions write it
 * @param type what it comes to
 * @param reads fields of the visit it is taken from, as a mask of their positions
 * @param meaning what it is, in words
 * @param value its value; null when it is absent
 * @param <T> what it is taken from
 */
record Term<T>(
    String name, CelType type, long reads, String meaning, Function<T, @Nullable Object> value) {}
