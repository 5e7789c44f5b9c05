package io.sitehub.kpis.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import io.sitehub.kit.config.Settings;
import io.sitehub.kpis.KpiService;
import io.sitehub.kpis.KpiServiceConfig;
import io.sitehub.kpis.OpenApiContract;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RoutesTest {

  @Test
  void everyRouteIsDocumentedAndEveryDocumentedPathIsARoute() throws Exception {
    // Given
    KpiService service =
        new KpiService(Settings.of(Map.of()).read(KpiServiceConfig::from), InstantSource.system());

    // When
    Javalin server = Javalin.create(service::routes);

    // Then
    Set<String> routes = new TreeSet<>();
    server
        .unsafe
        .internalRouter
        .allHttpHandlers()
        .forEach(handler -> {
          String method = handler.endpoint.method.name().toLowerCase(Locale.ROOT);
          routes.add(method + " " + handler.endpoint.path);
        });
    assertThat(routes).isEqualTo(OpenApiContract.load().operations());
  }
}
