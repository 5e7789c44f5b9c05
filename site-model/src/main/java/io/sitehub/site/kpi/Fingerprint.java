package io.sitehub.site.kpi;

import io.sitehub.model.avro.AvroBuffer;
import io.sitehub.model.state.KpiDeclaration;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.site.config.SiteHistory;
import io.sitehub.site.expression.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * A hash of all that decides the cells of a KPI. What only people and alerts read of it is not in
 * it: a word put better must not have years of visits computed anew.
 */
final class Fingerprint {
  private static final int HEX_DIGITS = 32;

  private Fingerprint() {}

  static String of(KpiDeclaration declaration, SiteHistory history, boolean withSettings) {
    AvroBuffer all = new AvroBuffer(1024);
    try {
      all.writeInt(Vocabulary.VERSION);
      new SpecificDatumWriter<KpiDeclaration>(KpiDeclaration.getClassSchema())
          .write(deciding(declaration), all);
      all.writeString(history.zone().getId());
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    MessageDigest hash = sha256();
    hash.update(all.array(), 0, all.size());
    if (withSettings) {
      hash.update(settings(history).getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(hash.digest()).substring(0, HEX_DIGITS);
  }

  /** The declaration without what no cell depends on. */
  private static KpiDeclaration deciding(KpiDeclaration declaration) {
    return KpiDeclaration.newBuilder(declaration)
        .setTitle("")
        .setDefinition("")
        .setTarget(null)
        .build();
  }

  /**
   * Each change of what expressions can see of the settings; a version that changes none is not.
   */
  private static String settings(SiteHistory history) {
    StringBuilder text = new StringBuilder();
    Map<String, Object> before =
        Vocabulary.settings(SiteHistory.defaults(history.siteId()), history);
    for (SiteConfig version : history.versions()) {
      Map<String, Object> now = Vocabulary.settings(version, history);
      if (!now.equals(before)) {
        text.append(version.getValidFrom()).append(now).append('\n');
      }
      before = now;
    }
    return text.toString();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
