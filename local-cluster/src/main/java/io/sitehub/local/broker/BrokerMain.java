package io.sitehub.local.broker;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.Kafka;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * The main class of a broker process: formats the log directory if that was never done, then hands
 * over to Kafka. Formatting here saves the extra JVM that {@code kafka-storage.sh format} would be,
 * and keeps Kafka's server classes off everybody else's class path.
 *
 * <p>Arguments: the broker's property file and the cluster id.
 */
public final class BrokerMain {
  private BrokerMain() {}

  /**
   * Formats if needed, then runs the broker until it is told to stop.
   *
   * @param args property file, cluster id
   * @throws Exception when the directory cannot be formatted, for instance because it belongs to
   *     another cluster
   */
  public static void main(String[] args) throws Exception {
    if (args.length != 2) {
      throw new IllegalArgumentException("usage: BrokerMain PROPERTIES CLUSTER_ID");
    }
    Properties properties = Utils.loadProps(Path.of(args[0]).toString());
    String directory = properties.getProperty("log.dirs");
    new Formatter()
        .setNodeId(Integer.parseInt(properties.getProperty("node.id")))
        .setClusterId(args[1])
        .setDirectories(List.of(directory))
        .setMetadataLogDirectory(directory)
        .setControllerListenerName(properties.getProperty("controller.listener.names"))
        .setIgnoreFormatted(true)
        .run();
    Kafka.main(new String[] {args[0]});
  }
}
