package io.sitehub.model.catalogue;

import io.sitehub.model.event.AccessDecided;
import io.sitehub.model.event.DeviceStatus;
import io.sitehub.model.event.ExceptionRaised;
import io.sitehub.model.event.GateEntered;
import io.sitehub.model.event.GateExited;
import io.sitehub.model.event.HandlingCompleted;
import io.sitehub.model.event.HandlingStarted;
import io.sitehub.model.event.QualityDecided;
import io.sitehub.model.event.QualitySampled;
import io.sitehub.model.event.QueueCalled;
import io.sitehub.model.event.QueueJoined;
import io.sitehub.model.event.RecordCorrected;
import io.sitehub.model.event.StationAssigned;
import io.sitehub.model.event.VehicleIdentified;
import io.sitehub.model.event.VisitAnnounced;
import io.sitehub.model.event.VisitArrived;
import io.sitehub.model.event.VisitClosed;
import io.sitehub.model.event.WeighingRecorded;
import io.sitehub.model.event.WeighingRejected;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * A type of event: one Avro record of {@code src/main/avro/event} that carries {@code @eventType}.
 *
 * <p>The catalogue is fixed when the code is compiled. Everything a type promises is read from its
 * schema, so the schema is the only place where it is said. There is one instance of each type:
 * types may be compared by identity.
 */
public final class EventType {

  /** In the order in which a visit meets them. */
  private static final List<EventType> ALL =
      catalogue(
          List.of(
              VisitAnnounced.class,
              VisitArrived.class,
              VehicleIdentified.class,
              AccessDecided.class,
              QueueJoined.class,
              QueueCalled.class,
              GateEntered.class,
              WeighingRecorded.class,
              WeighingRejected.class,
              StationAssigned.class,
              HandlingStarted.class,
              HandlingCompleted.class,
              QualitySampled.class,
              QualityDecided.class,
              GateExited.class,
              VisitClosed.class,
              ExceptionRaised.class,
              RecordCorrected.class,
              DeviceStatus.class));

  private static final Map<String, EventType> BY_NAME = new HashMap<>();
  private static final Map<String, EventType> BY_RECORD_NAME = new HashMap<>();

  static {
    for (EventType type : ALL) {
      BY_NAME.put(type.name, type);
      BY_RECORD_NAME.put(type.schema.getFullName(), type);
    }
  }

  private final int index;
  private final Class<? extends SpecificRecord> recordClass;
  private final Schema schema;
  private final String name;
  private final SubjectRule subjectRule;
  private final List<String> bizSteps;

  private EventType(int index, Class<? extends SpecificRecord> recordClass) {
    this.index = index;
    this.recordClass = recordClass;
    this.schema = SpecificData.get().getSchema(recordClass);
    this.name = requiredProperty("eventType");
    this.subjectRule = SubjectRule.valueOf(requiredProperty("subject").toUpperCase(Locale.ROOT));
    String steps = schema.getProp("bizStep");
    this.bizSteps =
        steps == null ? List.of() : Arrays.stream(steps.split(",")).map(String::strip).toList();
  }

  private static List<EventType> catalogue(List<Class<? extends SpecificRecord>> records) {
    List<EventType> types = new ArrayList<>(records.size());
    for (Class<? extends SpecificRecord> record : records) {
      types.add(new EventType(types.size(), record));
    }
    return List.copyOf(types);
  }

  private String requiredProperty(String property) {
    String value = schema.getProp(property);
    if (value == null) {
      throw new IllegalStateException(
          "Schema " + schema.getFullName() + " does not carry @" + property);
    }
    return value;
  }

  /** Every type there is, in the order in which a visit meets them. */
  public static List<EventType> all() {
    return ALL;
  }

  /** The type with this CloudEvents {@code type}, such as {@code com.sitehub.gate.entered.v1}. */
  public static Optional<EventType> byName(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** The type whose data is the Avro record with this full name. */
  public static Optional<EventType> byRecordName(String fullName) {
    return Optional.ofNullable(BY_RECORD_NAME.get(fullName));
  }

  /**
   * The type whose data is this generated class.
   *
   * @throws IllegalArgumentException when the class is not an event's data: a bug of the caller
   */
  public static EventType of(Class<? extends SpecificRecord> recordClass) {
    return ofSchema(SpecificData.get().getSchema(recordClass));
  }

  /**
   * The type of this data.
   *
   * @throws IllegalArgumentException when the record is not an event's data: a bug of the caller
   */
  public static EventType of(SpecificRecord data) {
    return ofSchema(data.getSchema());
  }

  private static EventType ofSchema(Schema schema) {
    EventType type = BY_RECORD_NAME.get(schema.getFullName());
    if (type == null) {
      throw new IllegalArgumentException(schema.getFullName() + " is not an event type");
    }
    return type;
  }

  /** CloudEvents {@code type}: unique, never given to another meaning. */
  public String name() {
    return name;
  }

  /** The name without prefix and version: {@code weighing.recorded}. */
  public String shortName() {
    return name.substring("com.sitehub.".length(), name.lastIndexOf('.'));
  }

  /** Position in {@link #all()}: an array index for tables per type; not stable over releases. */
  public int index() {
    return index;
  }

  /** Full name of the Avro record. */
  public String recordName() {
    return schema.getFullName();
  }

  /** The generated class of the data. */
  public Class<? extends SpecificRecord> recordClass() {
    return recordClass;
  }

  /** The current schema of the data. */
  public Schema schema() {
    return schema;
  }

  /** Whether events of this type name a visit. */
  public SubjectRule subjectRule() {
    return subjectRule;
  }

  /** GS1 CBV business steps an EPCIS export would carry; empty where there is none. */
  public List<String> bizSteps() {
    return bizSteps;
  }

  @Override
  public String toString() {
    return name;
  }
}
