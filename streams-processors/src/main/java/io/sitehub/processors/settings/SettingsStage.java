package io.sitehub.processors.settings;

import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.processors.decode.DeadLetter;
import io.sitehub.processors.decode.DeadLetterReason;
import io.sitehub.processors.decode.DeadLetters;
import io.sitehub.processors.decode.LogRecord;
import io.sitehub.processors.state.SiteSettings;
import io.sitehub.processors.state.Sites;
import io.sitehub.processors.state.StateSpace;
import io.sitehub.processors.state.Table;
import io.sitehub.processors.track.SettingsChange;
import io.sitehub.processors.watch.Tally;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Keeps what a site is told to be, and tells the stages that go by it. */
public final class SettingsStage extends ContextualProcessor<byte[], byte[], Object, Object> {

  private final SchemaRegistry registry;
  private final SettingsDecoder decoder;
  private final Tally tally;
  private final List<String> next;
  private SiteSettings settings;
  private Sites sites;
  private DeadLetters deadLetters;

  /**
   * @param partitions partition count of the topic
   * @param next names of the nodes that take {@link SettingsChange}s by site, in this order
   */
  @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
  public SettingsStage(SchemaRegistry registry, int partitions, Tally tally, List<String> next) {
    this.registry = registry;
    this.decoder = new SettingsDecoder(registry, partitions);
    this.tally = tally;
    this.next = next;
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    super.init(context);
    StateSpace space = StateSpace.of(context.getStateStore(Table.STORE));
    settings = new SiteSettings(space, registry);
    sites = new Sites(space);
    deadLetters = new DeadLetters(context, tally);
  }

  @Override
  public void process(Record<byte[], byte[]> input) {
    RecordMetadata position = context().recordMetadata().orElseThrow();
    switch (decoder.read(position.partition(), input.key(), input.value())) {
      case SettingsDecoder.Read.Usable(Setting setting) -> {
        keep(setting);
        sites.remember(setting.siteId());
        settings.touch(setting.siteId());
        Record<String, SettingsChange> change =
            new Record<>(setting.siteId(), new SettingsChange(), input.timestamp());
        next.forEach(node -> context().forward(change, node));
      }
      case SettingsDecoder.Read.Unusable(String detail) ->
          deadLetters.write(
              new DeadLetter(
                  new LogRecord(
                      position.topic(),
                      position.partition(),
                      position.offset(),
                      Instant.ofEpochMilli(input.timestamp()),
                      input.key(),
                      input.value(),
                      input.headers()),
                  DeadLetterReason.UNUSABLE_SETTING,
                  detail));
    }
  }

  private void keep(Setting setting) {
    switch (setting) {
      case Setting.Config(var siteId, var validFrom, var version) ->
          settings.putConfig(siteId, validFrom, version);
      case Setting.Kpi(var siteId, var kpi, var defined) -> settings.putKpi(siteId, kpi, defined);
    }
  }
}
