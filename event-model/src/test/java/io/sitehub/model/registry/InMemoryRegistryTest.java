package io.sitehub.model.registry;

import io.sitehub.model.registry.memory.InMemoryRegistry;

class InMemoryRegistryTest extends SchemaRegistryContract {

  private final InMemoryRegistry registry = new InMemoryRegistry();

  @Override
  SchemaRegistry registry() {
    return registry;
  }
}
