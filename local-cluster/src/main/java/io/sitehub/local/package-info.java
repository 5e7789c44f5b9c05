/**
 * Real child processes on loopback: Kafka brokers in combined KRaft mode and the Apicurio schema
 * registry, started, killed, frozen and restarted like anybody's. Used by the command line and by
 * the integration tests of every module.
 */
@NullMarked
package io.sitehub.local;

import org.jspecify.annotations.NullMarked;
