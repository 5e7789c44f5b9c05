package io.sitehub.site.expression;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that expressions speak of, as the map that CEL takes for it. Values are worked out when
 * they are asked for; what is absent is no key.
 *
 * @param <T> what the fields are taken from
 */
final class View<T> extends AbstractMap<String, Object> {
  private final Shape<T> shape;
  private final T from;

  View(Shape<T> shape, T from) {
    this.shape = shape;
    this.from = from;
  }

  @Override
  public @Nullable Object get(@Nullable Object field) {
    Term<T> term = field instanceof String name ? shape.term(name) : null;
    return term == null ? null : term.value().apply(from);
  }

  /**
   * The value of a field.
   *
   * @param term of the very shape this is a view of
   */
  @SuppressWarnings("unchecked") // by the variable's name, which decides the shape
  @Nullable Object get(Term<?> term) {
    return ((Term<T>) term).value().apply(from);
  }

  @Override
  public boolean containsKey(@Nullable Object field) {
    return get(field) != null;
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    Map<String, Object> present = new LinkedHashMap<>();
    for (Term<T> term : shape.terms()) {
      Object value = term.value().apply(from);
      if (value != null) {
        present.put(term.name(), value);
      }
    }
    return present.entrySet();
  }
}
