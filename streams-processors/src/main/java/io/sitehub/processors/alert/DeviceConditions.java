package io.sitehub.processors.alert;

import static io.sitehub.processors.alert.AlertKind.CLOCK_OFF;
import static io.sitehub.processors.alert.AlertKind.DEVICE_SILENT;
import static io.sitehub.processors.alert.AlertKind.VERIFICATION_EXPIRED;
import static io.sitehub.processors.alert.AlertKind.VERIFICATION_EXPIRING;

import io.sitehub.model.state.SiteConfig;
import io.sitehub.processors.state.Devices.Seen;
import io.sitehub.processors.state.Devices.Status;
import io.sitehub.site.config.SiteHistory;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What may be wrong with a device, by what it says of itself or no longer says. */
public final class DeviceConditions {

  private DeviceConditions() {}

  /**
   * The alerts about a device.
   *
   * @param status its newest status; a device that never reported one is not expected to speak
   */
  public static Assessment assess(
      Seen seen, @Nullable Status status, SiteHistory settings, Instant now) {
    Assessment assessment = new Assessment(now);
    if (status == null) {
      return assessment;
    }
    SiteConfig limits = settings.at(status.at());
    int silentMinutes = settings.at(seen.lastSeenAt()).getDeviceSilentMinutes();
    assessment.standFrom(
        seen.lastSeenAt().plus(Duration.ofMinutes(silentMinutes)),
        DEVICE_SILENT,
        "Nothing was heard of it for more than " + silentMinutes + " minutes.");
    Long offsetMs = status.clockOffsetMs();
    int maxOffsetMs = limits.getMaxClockOffsetMs();
    if (offsetMs != null && (offsetMs > maxOffsetMs || offsetMs < -maxOffsetMs)) {
      assessment.stand(
          CLOCK_OFF,
          "Its clock is %d ms %s, and may be off by %d ms."
              .formatted(Math.abs(offsetMs), offsetMs > 0 ? "ahead" : "behind", maxOffsetMs));
    }
    Instant validUntil = status.verificationValidUntil();
    if (validUntil != null
        && !assessment.standFrom(
            validUntil, VERIFICATION_EXPIRED, "Its legal verification expired at " + validUntil)) {
      assessment.standFrom(
          validUntil.minus(Duration.ofDays(limits.getVerificationWarningDays())),
          VERIFICATION_EXPIRING,
          "Its legal verification expires at " + validUntil);
    }
    return assessment;
  }
}
