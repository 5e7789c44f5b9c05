package io.sitehub.connectors.jdbc;

import java.util.LinkedHashMap;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.CumulativeSum;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** What a task counts: a worker shows it by JMX, with the names of connector and task. */
final class SinkMetrics {

  private final Sensor written;
  private final Sensor rejected;
  private final Sensor failures;

  private SinkMetrics(PluginMetrics metrics) {
    written = sensor(metrics, "tickets-written-total", "revisions of tickets written");
    rejected = sensor(metrics, "tickets-rejected-total", "revisions of tickets refused");
    failures = sensor(metrics, "attempts-failed-total", "attempts that have to be repeated");
  }

  static SinkMetrics of(SinkTaskContext context) {
    return new SinkMetrics(context.pluginMetrics());
  }

  void written(int tickets) {
    written.record(tickets);
  }

  void rejected(int tickets) {
    rejected.record(tickets);
  }

  void failed() {
    failures.record();
  }

  private static Sensor sensor(PluginMetrics metrics, String name, String description) {
    MetricName metric = metrics.metricName(name, description, new LinkedHashMap<>());
    Sensor sensor = metrics.addSensor(name);
    sensor.add(metric, new CumulativeSum());
    return sensor;
  }
}
