package io.tessera.provisioning.internal.federation;

import io.tessera.json.AttributesJson;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.federation.RefusedSignIn;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Why people were not let in, by the id they were shown; kept for a month. */
final class RefusedSignIns {
  private static final String KIND = "REFUSAL";
  private static final Duration KEEP = Duration.ofDays(30);
  private static final int MOST_CHARACTERS = 1024;

  private final SealedSignInMemory memory;
  private final AttributesJson json = new AttributesJson();
  private final Clock clock;

  RefusedSignIns(SealedSignInMemory memory, Clock clock) {
    this.memory = memory;
    this.clock = clock;
  }

  /** The first reason counts. */
  void put(String causality, String provider, String why, String reason) {
    Attributes refused =
        Attributes.builder()
            .put("at", clock.instant().toString())
            .put("provider", provider)
            .put("why", why)
            .put("reason", cut(reason))
            .build();
    memory.put(KIND, causality, new String(json.write(refused), StandardCharsets.UTF_8), KEEP);
  }

  Optional<RefusedSignIn> find(String causality) {
    return memory
        .get(KIND, causality)
        .map(text -> json.read(text.getBytes(StandardCharsets.UTF_8)))
        .map(
            refused ->
                new RefusedSignIn(
                    causality,
                    refused.text("at").map(Instant::parse).orElse(Instant.EPOCH),
                    refused.text("provider").orElse(""),
                    refused.text("why").orElse(""),
                    refused.text("reason").orElse("")));
  }

  private static String cut(String text) {
    return text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text;
  }
}
