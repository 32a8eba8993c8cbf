package io.tessera.scim.protocol.internal;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.Optional;

/** Finds what a client wrote in any case (RFC 7643 section 2.1). */
public final class Keys {
  private Keys() {}

  /** The value under a name; an explicit null is there and is an unassigned value. */
  public static Optional<Value> find(Attributes attributes, String name) {
    Optional<Value> exact = attributes.get(name);
    if (exact.isPresent()) {
      return exact;
    }
    return attributes.names().stream()
        .filter(name::equalsIgnoreCase)
        .findFirst()
        .flatMap(attributes::get);
  }

  /** The text under a name; empty when absent or not a text. */
  public static Optional<String> text(Attributes attributes, String name) {
    return find(attributes, name)
        .filter(Value.Text.class::isInstance)
        .map(v -> ((Value.Text) v).value());
  }
}
