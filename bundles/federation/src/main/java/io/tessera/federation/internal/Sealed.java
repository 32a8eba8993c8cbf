package io.tessera.federation.internal;

import io.tessera.json.AttributesJson;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.federation.SignInMemory;
import io.tessera.provisioning.api.federation.SignInMemory.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** The memory of signing in, for JSON objects. */
final class Sealed {
  /** What fits, with room for its frame. */
  private static final int MAX_BYTES = 60 * 1024;

  private final SignInMemory memory;
  private final AttributesJson json = new AttributesJson();

  Sealed(SignInMemory memory) {
    this.memory = memory;
  }

  /**
   * @throws TurnedAwayException it is more than can be remembered
   * @throws IllegalStateException the key is there, which is no accident with random ones
   */
  void put(Kind kind, String key, Attributes content, Duration life) throws TurnedAwayException {
    byte[] bytes = json.write(content);
    if (bytes.length > MAX_BYTES) {
      throw new TurnedAwayException(403, "too-much");
    }
    if (!memory.put(kind, key, new String(bytes, StandardCharsets.UTF_8), life)) {
      throw new IllegalStateException("A random key was there already");
    }
  }

  Optional<Attributes> get(Kind kind, String key) {
    return usable(key) ? memory.get(kind, key).map(this::read) : Optional.empty();
  }

  Optional<Attributes> take(Kind kind, String key) {
    return usable(key) ? memory.take(kind, key).map(this::read) : Optional.empty();
  }

  boolean prolong(Kind kind, String key, Duration life) {
    return memory.prolong(kind, key, life);
  }

  private static boolean usable(String key) {
    return RandomTexts.isOne(key);
  }

  private Attributes read(String content) {
    return json.read(content.getBytes(StandardCharsets.UTF_8));
  }
}
