package io.tessera.federation.internal;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.provisioning.api.federation.Assertion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An assertion as we remember it. */
final class AssertionText {
  private AssertionText() {}

  static Attributes write(Assertion assertion) {
    List<Value> claims = new ArrayList<>();
    assertion
        .claims()
        .forEach(
            (name, values) ->
                claims.add(
                    Value.complex(
                        Attributes.builder()
                            .put("name", name)
                            .put("values", texts(values))
                            .build())));
    Attributes.Builder text =
        Attributes.builder()
            .put("provider", assertion.identityProvider().toString())
            .put("issuer", assertion.issuer())
            .put("subject", assertion.subject())
            .put("authenticated", assertion.authenticated().toString())
            .put("claims", Value.many(claims));
    assertion.session().ifPresent(session -> text.put("session", session));
    return text.build();
  }

  static Assertion read(Attributes text) {
    Map<String, List<String>> claims = new LinkedHashMap<>();
    for (Value claim : text.get("claims").orElse(Value.NONE).elements()) {
      if (claim instanceof Value.Complex complex) {
        Attributes one = complex.attributes();
        claims.put(one.text("name").orElseThrow(), texts(one.get("values").orElse(Value.NONE)));
      }
    }
    return new Assertion(
        UUID.fromString(text.text("provider").orElseThrow()),
        text.text("issuer").orElseThrow(),
        text.text("subject").orElseThrow(),
        claims,
        Instant.parse(text.text("authenticated").orElseThrow()),
        text.text("session"));
  }

  /** The same without what the party says of the person: what signing out there needs. */
  static Assertion withoutClaims(Assertion assertion) {
    return new Assertion(
        assertion.identityProvider(),
        assertion.issuer(),
        assertion.subject(),
        Map.of(),
        assertion.authenticated(),
        assertion.session());
  }

  static Value texts(List<String> texts) {
    return Value.many(texts.stream().map(Value::text).toList());
  }

  static List<String> texts(Value value) {
    return value.elements().stream()
        .map(v -> v instanceof Value.Text text ? text.value() : "")
        .toList();
  }
}
