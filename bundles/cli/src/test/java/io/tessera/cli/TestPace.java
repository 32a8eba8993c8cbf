package io.tessera.cli;

import java.time.Duration;
import java.time.Instant;

/** Time that passes only while somebody waits, and then at once. */
final class TestPace implements Pace {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public void pause(Duration duration) {
    now = now.plus(duration);
  }
}
