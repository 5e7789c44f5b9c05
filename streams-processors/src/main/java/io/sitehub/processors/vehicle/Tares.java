package io.sitehub.processors.vehicle;

import io.sitehub.model.state.NetWeight;
import io.sitehub.model.state.Visit;
import io.sitehub.processors.state.KeyReader;
import io.sitehub.processors.state.KeyWriter;
import io.sitehub.processors.state.StateSpace;
import io.sitehub.processors.state.Table;
import io.sitehub.processors.state.VisitAttributes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What each vehicle weighed empty, in the order in which it was weighed. A tractor with another
 * trailer is another vehicle.
 */
public final class Tares {

  /** How many tares before a visit it is held against. */
  public static final int COMPARED = 9;

  private final StateSpace space;

  /** The tares in a store. */
  public Tares(StateSpace space) {
    this.space = space;
  }

  /**
   * Brings the tare of a visit up to date.
   *
   * @return the visits of the vehicle whose alerts may be other ones now
   */
  public List<String> update(@Nullable Visit before, Visit after) {
    Bytes old = before == null ? null : key(before);
    Bytes now = key(after);
    Long oldTare = before == null ? null : tare(before);
    Long tare = tare(after);
    if (now == null ? old == null : now.equals(old) && Objects.equals(tare, oldTare)) {
      return List.of();
    }
    List<String> affected = new ArrayList<>();
    if (old != null && before != null) {
      affected.addAll(following(before, old));
      space.put(old, null);
    }
    if (now != null && tare != null) {
      space.put(now, ByteBuffer.allocate(Long.BYTES).putLong(tare).array());
      affected.addAll(following(after, now));
    }
    return affected;
  }

  /** Forgets the tare of a visit that is let go. */
  public void remove(Visit visit) {
    Bytes own = key(visit);
    if (own != null) {
      space.put(own, null);
    }
  }

  /** The tares of the vehicle before this visit's, in grams, the newest first. */
  public List<Long> before(Visit visit) {
    Bytes own = key(visit);
    KeyWriter vehicle = vehicle(visit);
    List<Long> tares = new ArrayList<>();
    if (own != null && vehicle != null) {
      space.scanBack(
          vehicle.toBytes(),
          own,
          (key, value) -> {
            tares.add(ByteBuffer.wrap(value).getLong());
            return tares.size() < COMPARED;
          });
    }
    return tares;
  }

  private List<String> following(Visit visit, Bytes own) {
    List<String> visits = new ArrayList<>();
    KeyWriter vehicle = vehicle(visit);
    if (vehicle != null) {
      space.scan(
          own,
          vehicle.behind(),
          (key, value) -> {
            if (!key.equals(own)) {
              KeyReader reader = new KeyReader(key);
              reader.text();
              reader.text();
              reader.text();
              reader.instant();
              visits.add(reader.text());
            }
            return visits.size() < COMPARED;
          });
    }
    return visits;
  }

  private static @Nullable Long tare(Visit visit) {
    NetWeight net = visit.getNet();
    return net == null ? null : (Long) net.getTareGrams();
  }

  private static @Nullable Bytes key(Visit visit) {
    NetWeight net = visit.getNet();
    KeyWriter vehicle = vehicle(visit);
    return net == null || vehicle == null
        ? null
        : vehicle.instant(net.getAt()).text(visit.getVisitId()).toBytes();
  }

  /** Null when its plate was not read. */
  private static @Nullable KeyWriter vehicle(Visit visit) {
    String tractor = visit.getTractorPlate();
    if (tractor == null) {
      return null;
    }
    String trailer = visit.getTrailerPlate();
    return Table.TARES
        .key()
        .text(visit.getSiteId())
        .text(VisitAttributes.normalisePlate(tractor))
        .text(trailer == null ? "" : VisitAttributes.normalisePlate(trailer));
  }
}
