package io.tessera.inbound.soap.internal;

import io.tessera.provisioning.api.SignInThrottle;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Lets five wrong passwords pass for each name, and then none. */
final class FiveTries implements SignInThrottle {
  private static final int MOST = 5;

  private final Map<String, Integer> wrong = new ConcurrentHashMap<>();

  @Override
  public Duration take(String name) {
    return wrong.getOrDefault(name, 0) < MOST ? Duration.ZERO : Duration.ofSeconds(1);
  }

  @Override
  public void wrong(String name, boolean known) {
    wrong.merge(name, 1, Integer::sum);
  }

  @Override
  public void right(String name) {
    wrong.remove(name);
  }

  @Override
  public void undecided(String name) {}
}
