package io.tessera.federation.internal;

import io.tessera.provisioning.api.federation.SignInMemory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers in a map, with ends. */
final class MemoryInMemory implements SignInMemory {
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();
  private final Clock clock;

  private record Entry(String content, Instant ends) {}

  MemoryInMemory(Clock clock) {
    this.clock = clock;
  }

  long count(Kind kind) {
    return entries.keySet().stream().filter(key -> key.startsWith(kind + " ")).count();
  }

  @Override
  public boolean put(Kind kind, String key, String content, Duration life) {
    forget();
    return entries.putIfAbsent(kind + " " + key, new Entry(content, clock.instant().plus(life)))
        == null;
  }

  @Override
  public Optional<String> get(Kind kind, String key) {
    forget();
    return Optional.ofNullable(entries.get(kind + " " + key)).map(Entry::content);
  }

  @Override
  public Optional<String> take(Kind kind, String key) {
    forget();
    return Optional.ofNullable(entries.remove(kind + " " + key)).map(Entry::content);
  }

  @Override
  public boolean prolong(Kind kind, String key, Duration life) {
    forget();
    Entry longer =
        entries.computeIfPresent(
            kind + " " + key,
            (name, entry) -> new Entry(entry.content(), clock.instant().plus(life)));
    return longer != null;
  }

  private void forget() {
    entries.values().removeIf(entry -> !clock.instant().isBefore(entry.ends()));
  }
}
