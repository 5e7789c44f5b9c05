package io.sitehub.processors.state;

import io.sitehub.model.avro.AvroBuffer;
import io.sitehub.model.state.Device;
import io.sitehub.model.state.SequenceGap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the devices of each site, in three parts: what every event changes is small and
 * written often; the status and the gaps are written when there is one.
 */
public final class Devices {

  /** How many gaps a {@link Device} tells of; the table knows all. */
  public static final int MAX_GAPS_TOLD = 32;

  private static final int SEEN = 1;
  private static final int STATUS = 2;
  private static final int GAP = 3;

  private final StateSpace space;

  /** The devices in a store. */
  public Devices(StateSpace space) {
    this.space = space;
  }

  /**
   * What every event of a device changes.
   *
   * @param lastEventAt latest time of its events, by its own clock
   * @param lastSeenAt when the newest came into the log
   * @param events how many there were
   * @param firstSequence smallest {@code deviceseq}, if any had one
   * @param lastSequence greatest {@code deviceseq}, if any had one
   */
  public record Seen(
      Instant lastEventAt,
      Instant lastSeenAt,
      long events,
      @Nullable Long firstSequence,
      @Nullable Long lastSequence) {}

  /**
   * A status it reported, with the name of the event that did, which says which of two is newer.
   *
   * @param at when, by its own clock
   * @param sequence its {@code deviceseq}
   * @param id id of the event
   */
  public record Status(
      Instant at,
      @Nullable Long sequence,
      String id,
      boolean online,
      List<String> faults,
      @Nullable Long bufferDepth,
      @Nullable Long clockOffsetMs,
      @Nullable Instant verificationValidUntil) {

    public Status {
      faults = List.copyOf(faults);
    }

    /** Whether it comes behind another of the same device in the order of events. */
    public boolean isNewerThan(Status other) {
      int order = at.compareTo(other.at);
      if (order == 0) {
        order =
            Long.compare(
                sequence == null ? Long.MIN_VALUE : sequence,
                other.sequence == null ? Long.MIN_VALUE : other.sequence);
      }
      return (order == 0 ? id.compareTo(other.id) : order) > 0;
    }
  }

  /** Numbers that have not come, both included. */
  public record Gap(long from, long to) {}

  /** What is known of a device; null: nothing. */
  public @Nullable Seen seen(String siteId, String source) {
    byte[] value = space.get(key(siteId, SEEN, source).toBytes());
    return value == null ? null : decodeSeen(value);
  }

  /** Remembers it. */
  public void put(String siteId, String source, Seen seen) {
    AvroBuffer out = new AvroBuffer(64);
    write(out, seen.lastEventAt());
    write(out, seen.lastSeenAt());
    out.writeLong(seen.events());
    write(out, seen.firstSequence());
    write(out, seen.lastSequence());
    space.put(key(siteId, SEEN, source).toBytes(), out.toByteArray());
  }

  /** The newest status of a device, if it ever reported one. */
  public @Nullable Status status(String siteId, String source) {
    byte[] value = space.get(key(siteId, STATUS, source).toBytes());
    return value == null ? null : decodeStatus(value);
  }

  /** Remembers a status as the newest. */
  public void put(String siteId, String source, Status status) {
    AvroBuffer out = new AvroBuffer(128);
    write(out, status.at());
    write(out, status.sequence());
    out.writeString(status.id());
    out.writeBoolean(status.online());
    out.writeLong(status.faults().size());
    status.faults().forEach(out::writeString);
    write(out, status.bufferDepth());
    write(out, status.clockOffsetMs());
    Instant valid = status.verificationValidUntil();
    write(out, valid == null ? null : (Long) valid.toEpochMilli());
    space.put(key(siteId, STATUS, source).toBytes(), out.toByteArray());
  }

  /** The gap a number lies in; null: in none. */
  public @Nullable Gap gapAround(String siteId, String source, long sequence) {
    Gap[] found = {null};
    space.scan(
        gap(siteId, source, sequence),
        key(siteId, GAP, source).behind(),
        (key, value) -> {
          found[0] = decodeGap(key, value);
          return false;
        });
    return found[0] == null || found[0].to() < sequence ? null : found[0];
  }

  /** Remembers a gap; one with the same beginning is replaced. */
  public void put(String siteId, String source, Gap gap) {
    AvroBuffer out = new AvroBuffer(16);
    out.writeLong(gap.to());
    space.put(gap(siteId, source, gap.from()), out.toByteArray());
  }

  /** Forgets a gap. */
  public void remove(String siteId, String source, Gap gap) {
    space.put(gap(siteId, source, gap.from()), null);
  }

  /** The newest gaps of a device, at most so many, oldest first. */
  public List<Gap> gaps(String siteId, String source, int limit) {
    List<Gap> gaps = new ArrayList<>();
    space.scan(
        key(siteId, GAP, source),
        (key, value) -> {
          gaps.add(decodeGap(key, value));
          return gaps.size() < limit;
        });
    return gaps.reversed();
  }

  /** All that is known of a device; null: nothing. */
  public @Nullable Device find(String siteId, String source) {
    Seen seen = seen(siteId, source);
    return seen == null ? null : device(siteId, source, seen);
  }

  /**
   * At most {@code limit} devices of a site, by source.
   *
   * @param after only those behind this source; null: from the first
   */
  public List<Device> list(String siteId, @Nullable String after, int limit) {
    List<Device> devices = new ArrayList<>();
    KeyWriter all = Table.DEVICES.key().text(siteId).octet(SEEN);
    space.scan(
        after == null ? all.toBytes() : key(siteId, SEEN, after).behind(),
        Table.DEVICES.key().text(siteId).octet(SEEN).behind(),
        (key, value) -> {
          KeyReader reader = new KeyReader(key);
          reader.text();
          reader.octet();
          devices.add(device(siteId, reader.text(), decodeSeen(value)));
          return devices.size() < limit;
        });
    return devices;
  }

  private Device device(String siteId, String source, Seen seen) {
    Device.Builder device =
        Device.newBuilder()
            .setSiteId(siteId)
            .setSource(source)
            .setLastEventAt(seen.lastEventAt())
            .setLastSeenAt(seen.lastSeenAt())
            .setEvents(seen.events())
            .setFirstSequence(seen.firstSequence())
            .setLastSequence(seen.lastSequence())
            .setGaps(
                gaps(siteId, source, MAX_GAPS_TOLD).stream()
                    .map(gap -> new SequenceGap(gap.from(), gap.to()))
                    .toList());
    Status status = status(siteId, source);
    if (status != null) {
      device
          .setStatusAt(status.at())
          .setOnline(status.online())
          .setFaults(status.faults())
          .setBufferDepth(status.bufferDepth())
          .setClockOffsetMs(status.clockOffsetMs())
          .setVerificationValidUntil(status.verificationValidUntil());
    }
    return device.build();
  }

  private static KeyWriter key(String siteId, int part, String source) {
    return Table.DEVICES.key().text(siteId).octet(part).text(source);
  }

  /** The greatest beginnings come first. */
  private static Bytes gap(String siteId, String source, long from) {
    return key(siteId, GAP, source).number(~from).toBytes();
  }

  private static Gap decodeGap(Bytes key, byte[] value) {
    KeyReader reader = new KeyReader(key);
    reader.text();
    reader.octet();
    reader.text();
    try {
      return new Gap(~reader.number(), DecoderFactory.get().binaryDecoder(value, null).readLong());
    } catch (IOException e) {
      throw new UncheckedIOException("a stored gap is cut off", e);
    }
  }

  private static Seen decodeSeen(byte[] value) {
    try {
      BinaryDecoder in = DecoderFactory.get().binaryDecoder(value, null);
      return new Seen(instant(in), instant(in), in.readLong(), number(in), number(in));
    } catch (IOException e) {
      throw new UncheckedIOException("a stored device is cut off", e);
    }
  }

  private static Status decodeStatus(byte[] value) {
    try {
      BinaryDecoder in = DecoderFactory.get().binaryDecoder(value, null);
      Instant at = instant(in);
      Long sequence = number(in);
      String id = in.readString();
      boolean online = in.readBoolean();
      List<String> faults = new ArrayList<>();
      for (long left = in.readLong(); left > 0; left--) {
        faults.add(in.readString());
      }
      Long bufferDepth = number(in);
      Long clockOffsetMs = number(in);
      Long valid = number(in);
      return new Status(
          at,
          sequence,
          id,
          online,
          faults,
          bufferDepth,
          clockOffsetMs,
          valid == null ? null : Instant.ofEpochMilli(valid));
    } catch (IOException e) {
      throw new UncheckedIOException("a stored status is cut off", e);
    }
  }

  private static void write(AvroBuffer out, Instant instant) {
    out.writeLong(instant.getEpochSecond());
    out.writeInt(instant.getNano());
  }

  private static Instant instant(BinaryDecoder in) throws IOException {
    return Instant.ofEpochSecond(in.readLong(), in.readInt());
  }

  private static void write(AvroBuffer out, @Nullable Long number) {
    out.writeBoolean(number != null);
    if (number != null) {
      out.writeLong(number);
    }
  }

  private static @Nullable Long number(BinaryDecoder in) throws IOException {
    return in.readBoolean() ? (Long) in.readLong() : null;
  }
}
