package io.sitehub.processors.state;

import io.sitehub.model.avro.AvroBuffer;
import io.sitehub.model.avro.AvroSlice;
import io.sitehub.model.event.Direction;
import io.sitehub.processors.visit.Plan;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A plan as it lies beside its visit: which fields there are, and then those. */
final class PlanCodec {

  private static final int BOOKED_AT = 1;
  private static final int CANCELLED_AT = 1 << 1;
  private static final int CARRIER = 1 << 2;
  private static final int MATERIAL = 1 << 3;
  private static final int DIRECTION = 1 << 4;
  private static final int PLANNED_PLATE = 1 << 5;
  private static final int PLANNED_GRAMS = 1 << 6;
  private static final int SLOT_START = 1 << 7;
  private static final int SLOT_END = 1 << 8;

  private PlanCodec() {}

  static void write(Plan plan, AvroBuffer out) {
    out.writeString(plan.orderId());
    out.writeInt(
        flag(BOOKED_AT, plan.bookedAt())
            | flag(CANCELLED_AT, plan.cancelledAt())
            | flag(CARRIER, plan.carrier())
            | flag(MATERIAL, plan.material())
            | flag(DIRECTION, plan.direction())
            | flag(PLANNED_PLATE, plan.plannedPlate())
            | flag(PLANNED_GRAMS, plan.plannedGrams())
            | flag(SLOT_START, plan.slotStart())
            | flag(SLOT_END, plan.slotEnd()));
    write(plan.bookedAt(), out);
    write(plan.cancelledAt(), out);
    write(plan.carrier(), out);
    write(plan.material(), out);
    Direction direction = plan.direction();
    write(direction == null ? null : direction.name(), out);
    write(plan.plannedPlate(), out);
    Long grams = plan.plannedGrams();
    if (grams != null) {
      out.writeLong(grams);
    }
    write(plan.slotStart(), out);
    write(plan.slotEnd(), out);
  }

  static Plan read(AvroSlice in) throws IOException {
    String orderId = in.readString();
    int flags = in.readInt();
    Instant bookedAt = instant(flags & BOOKED_AT, in);
    Instant cancelledAt = instant(flags & CANCELLED_AT, in);
    String carrier = text(flags & CARRIER, in);
    String material = text(flags & MATERIAL, in);
    String direction = text(flags & DIRECTION, in);
    String plannedPlate = text(flags & PLANNED_PLATE, in);
    Long plannedGrams = (flags & PLANNED_GRAMS) == 0 ? null : (Long) in.readLong();
    return new Plan(
        orderId,
        bookedAt,
        cancelledAt,
        carrier,
        material,
        direction == null ? null : Direction.valueOf(direction),
        plannedPlate,
        plannedGrams,
        instant(flags & SLOT_START, in),
        instant(flags & SLOT_END, in));
  }

  private static int flag(int flag, @Nullable Object field) {
    return field == null ? 0 : flag;
  }

  private static void write(@Nullable Instant instant, AvroBuffer out) {
    if (instant != null) {
      out.writeLong(instant.toEpochMilli());
    }
  }

  private static void write(@Nullable String text, AvroBuffer out) {
    if (text != null) {
      out.writeString(text);
    }
  }

  private static @Nullable Instant instant(int flag, AvroSlice in) throws IOException {
    return flag == 0 ? null : Instant.ofEpochMilli(in.readLong());
  }

  private static @Nullable String text(int flag, AvroSlice in) throws IOException {
    return flag == 0 ? null : in.readString();
  }
}
