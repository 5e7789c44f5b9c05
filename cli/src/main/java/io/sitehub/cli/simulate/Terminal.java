package io.sitehub.cli.simulate;

/**
 * A device that publishes events.
 *
 * @param siteId its site
 * @param name unique within the site
 * @param mode how it speaks CloudEvents where it sends by itself; its journal sends batches
 */
public record Terminal(String siteId, String name, Mode mode) {

  /** The three HTTP forms of CloudEvents; each kind of device knows one. */
  public enum Mode {
    /** One event, attributes and data in one JSON object: desktops and kiosks. */
    STRUCTURED,
    /** One event, attributes in {@code ce-} headers: barriers and controllers. */
    BINARY,
    /** As many events as are waiting: handhelds that come back to the network. */
    BATCHED
  }

  /** CloudEvents {@code source}. */
  public String source() {
    return "/sites/" + siteId + "/terminals/" + name;
  }
}
