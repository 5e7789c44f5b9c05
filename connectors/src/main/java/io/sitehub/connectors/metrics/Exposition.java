package io.sitehub.connectors.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** The numbers of Kafka Connect's MBeans in the text format of Prometheus. */
final class Exposition {

  private static final String DOMAIN = "kafka.connect";

  private final MBeanServer server;

  Exposition(MBeanServer server) {
    this.server = server;
  }

  private record Sample(String metric, String labels, double value) {}

  /** A line a number: {@code kafka_connect_<type>_<attribute>{<other keys of the MBean>}}. */
  String text() {
    List<Sample> samples = new ArrayList<>();
    for (ObjectName bean : server.queryNames(pattern(), null)) {
      read(bean, samples);
    }
    samples.sort(Comparator.comparing(Sample::metric).thenComparing(Sample::labels));
    return samples.stream()
        .map(each -> each.metric() + each.labels() + " " + each.value() + "\n")
        .collect(Collectors.joining());
  }

  private void read(ObjectName bean, List<Sample> samples) {
    try {
      String[] names =
          Arrays.stream(server.getMBeanInfo(bean).getAttributes())
              .map(MBeanAttributeInfo::getName)
              .toArray(String[]::new);
      for (Attribute attribute : server.getAttributes(bean, names).asList()) {
        if (attribute.getValue() instanceof Number number
            && Double.isFinite(number.doubleValue())) {
          samples.add(
              new Sample(
                  plain(DOMAIN + "_" + bean.getKeyProperty("type") + "_" + attribute.getName()),
                  labels(bean),
                  number.doubleValue()));
        }
      }
    } catch (JMException e) {
      // A task that ended between the two questions has no figures any more.
    }
  }

  private static String labels(ObjectName bean) {
    Map<String, String> labels = new TreeMap<>(bean.getKeyPropertyList());
    labels.remove("type");
    return labels.isEmpty()
        ? ""
        : labels.entrySet().stream()
            .map(each -> plain(each.getKey()) + "=\"" + escaped(each.getValue()) + "\"")
            .collect(Collectors.joining(",", "{", "}"));
  }

  private static String plain(String name) {
    return name.replaceAll("[^a-zA-Z0-9_]", "_");
  }

  private static String escaped(String value) {
    String bare = value.startsWith("\"") ? ObjectName.unquote(value) : value;
    return bare.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static ObjectName pattern() {
    try {
      return new ObjectName(DOMAIN + ":*");
    } catch (MalformedObjectNameException e) {
      throw new IllegalStateException(e);
    }
  }
}
