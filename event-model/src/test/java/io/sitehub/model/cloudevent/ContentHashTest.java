package io.sitehub.model.cloudevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sitehub.model.catalogue.EventType;
import io.sitehub.model.event.GateExited;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContentHashTest {

  private static final byte[] BODY = "body".getBytes(StandardCharsets.UTF_8);

  @Test
  void nameAndTraceParentAreNoContent() {
    // Given
    EventAttributes full = Events.full();
    EventAttributes renamed =
        new EventAttributes(
            new EventName("/other", "other"),
            full.type(),
            full.siteId(),
            full.subject(),
            full.time(),
            full.deviceSeq(),
            full.actor(),
            full.causationId(),
            null);

    // When // Then
    assertThat(hash(renamed, BODY)).isEqualTo(hash(full, BODY));
  }

  @Test
  void everythingElseIs() {
    // Given
    EventAttributes e = Events.full();
    EventType exited = EventType.of(GateExited.class);
    Set<ContentHash> hashes = new HashSet<>();

    // When
    hashes.add(hash(e, BODY));
    hashes.add(hash(e, "bodz".getBytes(StandardCharsets.UTF_8)));
    hashes.add(hash(e, new byte[0]));
    hashes.add(hash(Events.bare(), BODY));
    hashes.add(hash(copy(e, exited, "lyon-1", "V-1", 0, 42L, "operator-7", "0198-0"), BODY));
    hashes.add(hash(copy(e, e.type(), "lyon-2", "V-1", 0, 42L, "operator-7", "0198-0"), BODY));
    hashes.add(hash(copy(e, e.type(), "lyon-1", "V-2", 0, 42L, "operator-7", "0198-0"), BODY));
    hashes.add(hash(copy(e, e.type(), "lyon-1", null, 0, 42L, "operator-7", "0198-0"), BODY));
    hashes.add(hash(copy(e, e.type(), "lyon-1", "V-1", 1, 42L, "operator-7", "0198-0"), BODY));
    hashes.add(hash(copy(e, e.type(), "lyon-1", "V-1", 0, 0L, "operator-7", "0198-0"), BODY));
    hashes.add(hash(copy(e, e.type(), "lyon-1", "V-1", 0, null, "operator-7", "0198-0"), BODY));
    hashes.add(hash(copy(e, e.type(), "lyon-1", "V-1", 0, 42L, "operator-70198-0", null), BODY));
    hashes.add(hash(copy(e, e.type(), "lyon-1", "V-1", 0, 42L, null, "operator-70198-0"), BODY));
    hashes.add(hash(copy(e, e.type(), "lyon-1V", "-1", 0, 42L, "operator-7", "0198-0"), BODY));

    // Then
    assertThat(hashes).hasSize(14);
  }

  @Test
  void thePartOfTheArrayCounts() {
    // Given
    byte[] wire = "\0\0\0\0\1body!".getBytes(StandardCharsets.UTF_8);

    // When // Then
    assertThat(ContentHash.of(Events.full(), wire, 5, 4)).isEqualTo(hash(Events.full(), BODY));
  }

  @Test
  void theFormulaNeverChanges() {
    // Stores keep these: another value here means that every repeat looks like a contradiction.
    assertThat(hash(Events.full(), BODY)).hasToString("57235bf3ef8dfa381f85abe3f553ef85");
    assertThat(hash(Events.bare(), BODY)).hasToString("4d5c846d0c45fd4c9141d2dc580f627d");
  }

  @Test
  void bytesAndBack() {
    // Given
    ContentHash hash = hash(Events.full(), BODY);

    // When // Then
    assertThat(ContentHash.fromBytes(hash.toBytes())).isEqualTo(hash);
    assertThat(hash.toBytes()).hasSize(ContentHash.BYTES);
    assertThatThrownBy(() -> ContentHash.fromBytes(new byte[15]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static ContentHash hash(EventAttributes event, byte[] body) {
    return ContentHash.of(event, body, 0, body.length);
  }

  private static EventAttributes copy(
      EventAttributes e,
      EventType type,
      String siteId,
      @Nullable String subject,
      long plusNanos,
      @Nullable Long deviceSeq,
      @Nullable String actor,
      @Nullable String causationId) {
    return new EventAttributes(
        e.name(),
        type,
        siteId,
        subject,
        e.time().plusNanos(plusNanos),
        deviceSeq,
        actor,
        causationId,
        e.traceParent());
  }
}
