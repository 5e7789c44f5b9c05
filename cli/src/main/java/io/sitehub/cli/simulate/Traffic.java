package io.sitehub.cli.simulate;

/**
 * Requests of journals to gateways.
 *
 * @param requests sent
 * @param failed of them: their events were sent again
 */
record Traffic(long requests, long failed) {
  static final Traffic NONE = new Traffic(0, 0);

  Traffic plus(long moreRequests, long moreFailed) {
    return new Traffic(requests + moreRequests, failed + moreFailed);
  }
}
