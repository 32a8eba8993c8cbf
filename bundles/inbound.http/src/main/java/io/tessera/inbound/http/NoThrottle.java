package io.tessera.inbound.http;

import io.tessera.provisioning.api.SignInThrottle;
import java.time.Duration;

/** Where wrong passwords are not counted by account. */
final class NoThrottle implements SignInThrottle {
  @Override
  public Duration take(String name) {
    return Duration.ZERO;
  }

  @Override
  public void wrong(String name, boolean known) {}

  @Override
  public void right(String name) {}

  @Override
  public void undecided(String name) {}
}
