package io.tessera.admin.api.internal;

import io.tessera.model.Attributes;
import io.tessera.provisioning.api.admin.TokenIssuer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Token issuers as JSON. */
final class TokenIssuerCodec {
  private static final Set<String> USUAL = Set.of("RS256", "PS256", "ES256", "EdDSA");

  private TokenIssuerCodec() {}

  static Attributes json(TokenIssuer issuer) {
    return new JsonObject()
        .id("id", issuer.id())
        .text("name", issuer.name())
        .text("description", issuer.description())
        .flag("enabled", issuer.enabled())
        .text("issuer", issuer.issuer())
        .text("audience", issuer.audience())
        .texts("algorithms", issuer.algorithms().stream().sorted().toList())
        .text("callerClaim", issuer.callerClaim())
        .text("scopeClaim", issuer.scopeClaim())
        .text("keySet", issuer.keySet())
        .text("keySetUri", issuer.keySetUri())
        .number("version", issuer.version())
        .build();
  }

  static TokenIssuer.Draft draft(Attributes body) {
    Fields fields = Fields.of(body);
    fields.readOnly("id", "version");
    List<String> algorithms = fields.texts("algorithms");
    TokenIssuer.Draft draft =
        new TokenIssuer.Draft(
            fields.text("name"),
            fields.optionalText("description").orElse(""),
            fields.flag("enabled", true),
            fields.text("issuer"),
            fields.text("audience"),
            fields.has("algorithms") ? new HashSet<>(algorithms) : USUAL,
            fields.optionalText("callerClaim").orElse("sub"),
            fields.optionalText("scopeClaim").orElse("scope"),
            fields.optionalText("keySet").orElse(""),
            fields.optionalText("keySetUri").orElse(""));
    fields.check();
    return draft;
  }
}
