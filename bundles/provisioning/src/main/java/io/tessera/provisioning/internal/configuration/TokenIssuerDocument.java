package io.tessera.provisioning.internal.configuration;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.provisioning.api.admin.TokenIssuer;
import io.tessera.store.spi.Configurations.Item;
import java.util.stream.Collectors;

/** Token issuers as the documents the store keeps, and back. */
public final class TokenIssuerDocument {
  public static final String KIND = "token-issuer";

  private TokenIssuerDocument() {}

  public static Item item(TokenIssuer issuer) {
    return new Item(
        KIND,
        issuer.id(),
        issuer.name(),
        issuer.version(),
        Attributes.builder()
            .put("description", issuer.description())
            .put("enabled", issuer.enabled())
            .put("issuer", issuer.issuer())
            .put("audience", issuer.audience())
            .put(
                "algorithms",
                Value.many(issuer.algorithms().stream().sorted().map(Value::text).toList()))
            .put("callerClaim", issuer.callerClaim())
            .put("scopeClaim", issuer.scopeClaim())
            .put("keySet", issuer.keySet())
            .put("keySetUri", issuer.keySetUri())
            .build());
  }

  static TokenIssuer read(Item item) {
    Attributes document = item.document();
    return new TokenIssuer(
        item.id(),
        item.name(),
        text(document, "description"),
        document.bool("enabled").orElse(false),
        text(document, "issuer"),
        text(document, "audience"),
        document.get("algorithms").stream()
            .flatMap(v -> v.elements().stream())
            .filter(v -> v instanceof Value.Text)
            .map(v -> ((Value.Text) v).value())
            .collect(Collectors.toSet()),
        text(document, "callerClaim"),
        text(document, "scopeClaim"),
        text(document, "keySet"),
        text(document, "keySetUri"),
        item.version());
  }

  private static String text(Attributes document, String name) {
    return document.text(name).orElse("");
  }
}
