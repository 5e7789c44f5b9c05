package io.sitehub.site.kpi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sitehub.model.json.JsonToAvro;
import io.sitehub.model.json.JsonToAvro.RecordRead;
import io.sitehub.model.state.KpiDeclaration;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A set of KPIs. The built-in ones are declared in {@code kpis.json} beside this class and nowhere
 * else, in the same words in which a site declares its own; {@code docs/kpis.md} is held against
 * it.
 */
public final class KpiCatalogue {
  private static final KpiCatalogue BUILT_IN = new KpiCatalogue(read("kpis.json"));

  private final SequencedMap<String, KpiDeclaration> declarations = new LinkedHashMap<>();
  private final SequencedMap<String, KpiDefinition> definitions = new LinkedHashMap<>();

  /**
   * A catalogue of these KPIs.
   *
   * @throws IllegalArgumentException if two have the same name
   */
  public KpiCatalogue(Collection<KpiDeclaration> declared) {
    for (KpiDeclaration declaration : declared) {
      if (declarations.put(declaration.getKpi(), declaration) != null) {
        throw new IllegalArgumentException("two KPIs are named " + declaration.getKpi());
      }
      definitions.put(declaration.getKpi(), KpiDefinition.of(declaration));
    }
  }

  /** What every site has. */
  public static KpiCatalogue builtIn() {
    return BUILT_IN;
  }

  /** How the KPIs are declared, in the order in which they are shown. */
  public Collection<KpiDeclaration> declarations() {
    return declarations.sequencedValues();
  }

  /** The KPIs, in the order in which they are shown. */
  public Collection<KpiDefinition> definitions() {
    return definitions.sequencedValues();
  }

  /** The KPI of this name, if there is one. */
  public Optional<KpiDefinition> find(String name) {
    return Optional.ofNullable(definitions.get(name));
  }

  /** How the KPI of this name is declared, if there is one. */
  public Optional<KpiDeclaration> declaration(String name) {
    return Optional.ofNullable(declarations.get(name));
  }

  private static List<KpiDeclaration> read(String resource) {
    try (InputStream in = KpiCatalogue.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("there is no " + resource);
      }
      List<KpiDeclaration> declared = new ArrayList<>();
      for (JsonNode one : new ObjectMapper().readTree(in)) {
        declared.add(declaration(one));
      }
      return declared;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }

  private static KpiDeclaration declaration(JsonNode json) {
    byte[] text = json.toString().getBytes(StandardCharsets.UTF_8);
    return switch (JsonToAvro.of(KpiDeclaration.class).read(text)) {
      case RecordRead.Valid valid -> (KpiDeclaration) valid.data();
      case RecordRead.Invalid invalid ->
          throw new IllegalStateException(json.path("kpi") + ": " + invalid.violations());
    };
  }
}
