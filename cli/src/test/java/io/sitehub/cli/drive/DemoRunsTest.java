package io.sitehub.cli.drive;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.cli.site.DataDirectory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoRunsTest {
  @TempDir Path root;

  @Test
  void noTwoRunsHaveTheSameNumber() {
    DataDirectory directory = new DataDirectory(root);
    directory.create();

    assertThat(new DemoRuns(directory).next()).isEqualTo(1);
    assertThat(new DemoRuns(directory).next()).isEqualTo(2);
  }
}
