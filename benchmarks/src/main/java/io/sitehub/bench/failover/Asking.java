package io.sitehub.bench.failover;

/**
 * One question to the query API.
 *
 * @param askedNanos when, by {@link System#nanoTime()}
 * @param answeredNanos when the answer, or the failure, was there
 * @param failed whether there was no answer, or an answer with an error of the server
 * @param staleMs how old the answer said it may be; 0 when it failed
 */
record Asking(long askedNanos, long answeredNanos, boolean failed, long staleMs) {}
