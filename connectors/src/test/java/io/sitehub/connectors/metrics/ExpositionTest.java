package io.sitehub.connectors.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class ExpositionTest {

  private final MBeanServer server = MBeanServerFactory.newMBeanServer();

  /** What an MBean shows. */
  public interface FiguresMBean {
    double getTicketsWrittenTotal();

    double getNothing();

    String getState();
  }

  /** One that shows it. */
  public static final class Figures implements FiguresMBean {
    @Override
    public double getTicketsWrittenTotal() {
      return 70;
    }

    @Override
    public double getNothing() {
      return Double.NaN;
    }

    @Override
    public String getState() {
      return "running";
    }
  }

  @Test
  void theNumbersOfConnectAreThereWithTheirLabelsAndNothingElse() throws Exception {
    // Given
    server.registerMBean(
        new Figures(), new ObjectName("kafka.connect:type=plugins,connector=\"erp-1\",task=0"));
    server.registerMBean(new Figures(), new ObjectName("java.lang:type=other"));

    // When
    String text = new Exposition(server).text();

    // Then
    assertThat(text)
        .isEqualTo(
            "kafka_connect_plugins_TicketsWrittenTotal{connector=\"erp-1\",task=\"0\"} 70.0\n");
  }
}
