package io.sitehub.cli.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoundationTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1, false, true",
    "3, 3, false, true",
    "2, 3, false, false",
    "2, 3, true, true",
    "1, 3, true, false",
    "0, 1, true, false"
  })
  void aMajorityOfBrokersIsEnoughOnceTheTopicsExist(
      int ready, int brokers, boolean topicsExist, boolean enough) {
    assertThat(Foundation.enough(ready, brokers, () -> topicsExist)).isEqualTo(enough);
  }
}
