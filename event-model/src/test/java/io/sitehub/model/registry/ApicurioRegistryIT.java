package io.sitehub.model.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.catalogue.EventType;
import io.sitehub.model.cluster.TestCluster;
import io.sitehub.model.serde.SchemaIds;
import io.sitehub.model.state.Alert;
import io.sitehub.model.state.KpiCell;
import io.sitehub.model.state.Ticket;
import io.sitehub.model.state.Visit;
import io.sitehub.model.topic.TopicCatalogue;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The real server keeps the contract as well. */
class ApicurioRegistryIT extends SchemaRegistryContract {

  private final RestSchemaRegistry registry =
      new RestSchemaRegistry(RegistrySettings.of(List.of(TestCluster.registry().url())));

  @Override
  SchemaRegistry registry() {
    return registry;
  }

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void takesAllOurSchemas() {
    // Given
    List<Schema> schemas =
        Stream.concat(
                EventType.all().stream().map(EventType::schema),
                Stream.of(
                    Visit.getClassSchema(),
                    Ticket.getClassSchema(),
                    KpiCell.getClassSchema(),
                    Alert.getClassSchema()))
            .toList();

    // When
    SchemaIds ids = new SchemaIds(registry, TopicCatalogue.EVENTS);

    // Then
    assertThat(ids.register(schemas)).isEqualTo(new RegistryResult.Answer<>(schemas.size()));
    for (Schema schema : schemas) {
      assertThat(registry.schemaById(ids.idOf(schema)).orThrow().getFullName())
          .isEqualTo(schema.getFullName());
    }
  }
}
