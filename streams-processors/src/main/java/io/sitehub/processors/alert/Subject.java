package io.sitehub.processors.alert;

/** What an alert can concern. */
public sealed interface Subject {

  /** Its name among those of its sort: the subject of the alert. */
  String id();

  /** A truck's visit. */
  record OfVisit(String id) implements Subject {}

  /** A terminal or station, by its source. */
  record OfDevice(String id) implements Subject {}

  /** A queue. */
  record OfQueue(String id) implements Subject {}

  /** The names a source gives to its events. */
  record OfNames(String id) implements Subject {}

  /** A KPI, by its name. */
  record OfKpi(String id) implements Subject {}

  /** The number of its sort in stored keys. */
  default int sort() {
    return switch (this) {
      case OfVisit _ -> 1;
      case OfDevice _ -> 2;
      case OfQueue _ -> 3;
      case OfNames _ -> 4;
      case OfKpi _ -> 5;
    };
  }

  /** The subject of a sort with a name. */
  static Subject of(int sort, String id) {
    return switch (sort) {
      case 1 -> new OfVisit(id);
      case 2 -> new OfDevice(id);
      case 3 -> new OfQueue(id);
      case 4 -> new OfNames(id);
      case 5 -> new OfKpi(id);
      default -> throw new IllegalStateException("unknown sort of subject " + sort);
    };
  }
}
