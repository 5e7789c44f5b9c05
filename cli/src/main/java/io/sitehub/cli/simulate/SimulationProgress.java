package io.sitehub.cli.simulate;

import java.time.Duration;
import java.time.Instant;

/**
 * How far a simulation has come.
 *
 * @param simulatedTime the instant the simulated day has reached
 * @param elapsed real time since the start
 * @param events how many events the plan has
 * @param acknowledged how many of them a gateway has acknowledged
 * @param attempts requests sent, retries and repeats included
 * @param retries requests sent again because the outcome was unknown or the gateway was busy
 * @param repeats events sent again on purpose after they had been acknowledged
 * @param latePending events that happened, but lie in a handheld without network
 * @param trucks how many trucks the plan has
 * @param trucksDone trucks all of whose events have been acknowledged
 * @param refused events a gateway refused: each is a bug
 * @param undelivered events given up after too many attempts
 */
public record SimulationProgress(
    Instant simulatedTime,
    Duration elapsed,
    long events,
    long acknowledged,
    long attempts,
    long retries,
    long repeats,
    long latePending,
    int trucks,
    int trucksDone,
    long refused,
    long undelivered) {}
