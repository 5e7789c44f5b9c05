/**
 * The language of KPI definitions: CEL (Common Expression Language) over a visit.
 *
 * <p>{@link io.sitehub.site.expression.Vocabulary} says what can be spoken of; {@link
 * io.sitehub.site.expression.ExpressionCompiler} checks a text and makes an {@link
 * io.sitehub.site.expression.Expression} of it, which is evaluated in a {@link
 * io.sitehub.site.expression.Situation}.
 */
@NullMarked
package io.sitehub.site.expression;

import org.jspecify.annotations.NullMarked;
