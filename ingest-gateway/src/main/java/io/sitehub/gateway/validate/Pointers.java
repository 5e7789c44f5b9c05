package io.sitehub.gateway.validate;

/** JSON Pointers (RFC 6901). */
final class Pointers {
  private Pointers() {}

  /** The pointer to a member of what {@code parent} points to. */
  static String child(String parent, String name) {
    String shown = name.length() > 128 ? name.substring(0, 128) + "..." : name;
    return parent + "/" + shown.replace("~", "~0").replace("/", "~1");
  }
}
