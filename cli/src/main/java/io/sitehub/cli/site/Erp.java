package io.sitehub.cli.site;

/** What a local site has to do with an ERP. */
public enum Erp {
  /** Nothing. */
  NONE,
  /** Workers of Kafka Connect, and a database of its own that stands for that of the ERP. */
  OWN_DATABASE,
  /** Workers of Kafka Connect, and a database that is elsewhere. */
  OTHER_DATABASE;

  boolean has(Role role) {
    return switch (role) {
      case ERP_DATABASE -> this == OWN_DATABASE;
      case CONNECT_WORKER -> this != NONE;
      default -> true;
    };
  }
}
