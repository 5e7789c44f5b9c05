package io.sitehub.model.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class SitePartitionerTest {

  @Test
  void isKafkasOwn() {
    SitePartitioner partitioner = new SitePartitioner(12);
    for (int i = 0; i < 1_000; i++) {
      String site = "site-" + i;
      assertThat(partitioner.partitionOf(site))
          .isEqualTo(BuiltInPartitioner.partitionForKey(site.getBytes(StandardCharsets.UTF_8), 12));
    }
  }

  @Test
  void neverChanges() {
    // The events of a site are where they were first written: these may not move.
    SitePartitioner partitioner = new SitePartitioner(12);
    assertThat(IntStream.range(0, 6).map(i -> partitioner.partitionOf("lyon-" + i)))
        .containsExactly(4, 6, 7, 8, 0, 9);
  }

  @Test
  void thereIsAPartitionAtLeast() {
    assertThatThrownBy(() -> new SitePartitioner(0)).hasMessageContaining("partitions");
  }
}
