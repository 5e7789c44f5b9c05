package io.sitehub.terminal.fate;

import java.net.URI;
import java.time.Instant;

/**
 * Why a gateway did not take a request. It says nothing about the events: they are sent again.
 *
 * @param gateway base address
 * @param at when, by the terminal's clock
 * @param kind what is to be done about it
 * @param detail for a person
 */
public record SendFailure(URI gateway, Instant at, Kind kind, String detail) {

  /** What is to be done about it. */
  public enum Kind {
    /** No connection, or it broke: nothing, if it is the network or a restart. */
    UNREACHABLE,
    /** No answer in time: perhaps the events were written, perhaps not. Nothing. */
    SILENT,
    /** 5xx, 408 or 429: it is overloaded, or its brokers are. Nothing. */
    BUSY,
    /**
     * A 4xx or 3xx that does not speak of the events, such as 401 or 404: somebody has to look at
     * the address, the credentials or what stands between.
     */
    MISCONFIGURED,
    /**
     * A 2xx without a receipt for every event: this is not a gateway. Somebody has to look at the
     * address, or log in to the network.
     */
    NOT_A_GATEWAY
  }
}
