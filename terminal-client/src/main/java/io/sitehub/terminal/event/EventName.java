package io.sitehub.terminal.event;

/**
 * What names an event for ever: two events of one name are one event, sent again.
 *
 * @param source CloudEvents {@code source}: the device
 * @param id CloudEvents {@code id}: unique for the device
 */
public record EventName(String source, String id) {
  @Override
  public String toString() {
    return source + " " + id;
  }
}
