package io.tessera.federation.internal;

import io.tessera.model.Attributes;
import io.tessera.model.ResourceId;
import io.tessera.model.Value;
import io.tessera.provisioning.api.federation.SignInMemory.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Codes that service providers exchange for identity tokens (RFC 6749 section 4.1.2): once. */
final class Codes {
  private static final Duration LIFE = Duration.ofSeconds(60);

  private final Sealed memory;
  private final RandomTexts random;

  /**
   * What a code stands for.
   *
   * @param authenticated when the person signed in at the identity provider
   */
  record Grant(Onward onward, ResourceId identity, String userStore, Instant authenticated) {}

  Codes(Sealed memory, RandomTexts random) {
    this.memory = memory;
    this.random = random;
  }

  String issue(Session session, Onward onward) throws TurnedAwayException {
    String code = random.next();
    Attributes content =
        Attributes.builder()
            .put("onward", Value.complex(onward.write()))
            .put("identity", session.identity().toString())
            .put("userStore", session.userStore())
            .put("authenticated", session.assertion().authenticated().toString())
            .build();
    memory.put(Kind.CODE, code, content, LIFE);
    return code;
  }

  /** What a code stood for; it stands for nothing any more. */
  Optional<Grant> take(String code) {
    return memory
        .take(Kind.CODE, code)
        .map(
            content ->
                new Grant(
                    Onward.read(content.complex("onward")).orElseThrow(),
                    ResourceId.of(content.text("identity").orElseThrow()),
                    content.text("userStore").orElseThrow(),
                    Instant.parse(content.text("authenticated").orElseThrow())));
  }
}
