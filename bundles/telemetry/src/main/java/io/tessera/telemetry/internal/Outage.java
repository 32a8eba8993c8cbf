package io.tessera.telemetry.internal;

import io.opentelemetry.exporter.internal.FailedExportException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that the collector is away, and once that it is back. */
final class Outage {
  private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

  private final String collector;
  private boolean lasts;

  /**
   * @param collector its host and port
   */
  Outage(String collector) {
    this.collector = collector;
  }

  void noticed(@Nullable Throwable why) {
    if (!lasts) {
      lasts = true;
      LOG.warn(
          "the collector {} does not take figures and traces ({}); what it misses is dropped",
          collector,
          reason(why));
    }
  }

  void over() {
    if (lasts) {
      lasts = false;
      LOG.info("the collector {} takes figures and traces again", collector);
    }
  }

  /** Nothing the collector says itself: it may repeat what it was sent. */
  private static String reason(@Nullable Throwable why) {
    if (why instanceof FailedExportException.HttpExportException failure
        && failure.getResponse() != null) {
      return "it answers " + failure.getResponse().getStatusCode();
    }
    if (why == null) {
      return "no answer in time";
    }
    Throwable cause = why;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.toString();
  }
}
