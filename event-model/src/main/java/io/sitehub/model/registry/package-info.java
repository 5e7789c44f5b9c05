/** The schema registry, by the protocol that Confluent's, Apicurio's and Karapace's all speak. */
@NullMarked
package io.sitehub.model.registry;

import org.jspecify.annotations.NullMarked;
