package io.tessera.connector.directory;

import com.unboundid.util.StaticUtils;
import io.tessera.connector.spi.FailureKind;
import java.text.ParseException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as directories write them (RFC 4517 section 3.3.13). */
final class GeneralizedTime {
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private GeneralizedTime() {}

  /** The second in which an instant is; never after it. */
  static String second(long epochMillis) {
    return SECOND.format(Instant.ofEpochMilli(Math.max(0, epochMillis)));
  }

  static long millis(String time) throws TargetFailure {
    try {
      return StaticUtils.decodeGeneralizedTime(time).toInstant().toEpochMilli();
    } catch (ParseException malformed) {
      throw TargetFailure.of(FailureKind.TRANSIENT, "The directory tells a time nobody can read.");
    }
  }
}
