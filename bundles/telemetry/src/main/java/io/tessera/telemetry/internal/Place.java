package io.tessera.telemetry.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Places in traces. That of a request follows from its causality id alone, so that whoever makes a
 * call for it finds it, days later and on another node, and nobody has to remember it.
 */
final class Place {
  /** Later versions of the standard may say more behind it. */
  private static final Pattern TRACEPARENT =
      Pattern.compile(
          "(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-[\\x21-\\x7e]{0,200})?");

  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private Place() {}

  /** The trace is the causality id without its hyphens. */
  static SpanContext ofRequest(String causality) {
    UUID id = traceOf(causality);
    return SpanContext.create(
        TraceId.fromLongs(id.getMostSignificantBits(), id.getLeastSignificantBits()),
        SpanId.fromLong(id.getLeastSignificantBits()),
        TraceFlags.getSampled(),
        TraceState.getDefault());
  }

  /** The causality id, or what stands for it where it is no UUID. */
  static UUID traceOf(String causality) {
    return UUID_FORM.matcher(causality).matches()
        ? UUID.fromString(causality)
        : UUID.nameUUIDFromBytes(causality.getBytes(UTF_8));
  }

  /** A place of its own below another. */
  static SpanContext below(SpanContext above) {
    long id;
    do {
      id = ThreadLocalRandom.current().nextLong();
    } while (id == 0);
    return SpanContext.create(
        above.getTraceId(), SpanId.fromLong(id), above.getTraceFlags(), TraceState.getDefault());
  }

  /**
   * Where a caller is in a trace of their own.
   *
   * @param traceparent as it came
   * @return empty when it is not as W3C Trace Context wants it
   */
  static Optional<SpanContext> ofCaller(String traceparent) {
    Matcher parts = TRACEPARENT.matcher(traceparent.strip());
    if (!parts.matches() || (parts.group(1).equals("00") && parts.group(5) != null)) {
      return Optional.empty();
    }
    SpanContext place =
        SpanContext.createFromRemoteParent(
            parts.group(2),
            parts.group(3),
            TraceFlags.fromHex(parts.group(4), 0),
            TraceState.getDefault());
    return Optional.of(place).filter(SpanContext::isValid);
  }
}
