package io.sitehub.site.expression;

import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.StructType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A kind of thing that expressions speak of, and its fields.
 *
 * @param <T> what its fields are taken from
 */
final class Shape<T> {
  private final String name;
  private final Map<String, Term<T>> terms = new LinkedHashMap<>();

  Shape(String name) {
    this.name = name;
  }

  /** Adds a field. */
  Shape<T> with(
      String field, CelType type, long reads, String meaning, Function<T, @Nullable Object> value) {
    terms.put(field, new Term<>(field, type, reads, meaning, value));
    return this;
  }

  String name() {
    return name;
  }

  Collection<Term<T>> terms() {
    return terms.values();
  }

  @Nullable Term<T> term(String field) {
    return terms.get(field);
  }

  /** All fields of the visit that any field is taken from. */
  long reads() {
    long all = 0;
    for (Term<T> term : terms.values()) {
      all |= term.reads();
    }
    return all;
  }

  /** As the checker of expressions knows it. */
  StructType type() {
    ImmutableMap<String, CelType> types =
        terms.values().stream().collect(ImmutableMap.toImmutableMap(Term::name, Term::type));
    return StructType.create(name, types.keySet(), field -> Optional.ofNullable(types.get(field)));
  }
}
