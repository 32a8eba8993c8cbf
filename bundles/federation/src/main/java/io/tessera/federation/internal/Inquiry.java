package io.tessera.federation.internal;

import io.tessera.model.Attributes;
import io.tessera.model.Value;

/**
 * Somebody who has arrived and is asked something.
 *
 * @param journey that has ended here
 * @param tries how often they have answered
 */
record Inquiry(Journey journey, int tries) {
  static final int MOST_TRIES = 5;

  Inquiry oneMore() {
    return new Inquiry(journey, tries + 1);
  }

  Attributes write() {
    return Attributes.builder()
        .put("journey", Value.complex(journey.write()))
        .put("tries", Value.Num.of(tries))
        .build();
  }

  static Inquiry read(Attributes text) {
    int tries =
        text.get("tries").orElseThrow() instanceof Value.Num num ? num.value().intValue() : 0;
    return new Inquiry(Journey.read(text.complex("journey")).orElseThrow(), tries);
  }
}
