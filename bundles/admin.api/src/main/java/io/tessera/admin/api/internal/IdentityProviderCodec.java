package io.tessera.admin.api.internal;

import io.tessera.crypto.Secret;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.admin.IdentityProvider.Accounts;
import io.tessera.provisioning.api.admin.IdentityProvider.ClaimMapping;
import io.tessera.provisioning.api.admin.IdentityProvider.Identifier;
import io.tessera.provisioning.api.admin.IdentityProvider.Mappings;
import io.tessera.provisioning.api.admin.IdentityProvider.ProvisionedAttribute;
import io.tessera.provisioning.api.admin.IdentityProvider.RoleMapping;
import io.tessera.provisioning.api.admin.IdentityProvider.Trust;
import io.tessera.provisioning.api.admin.SignIn;

/** Identity providers as JSON. */
final class IdentityProviderCodec {
  private static final String REMOTE = "remote";
  private static final String LOCAL = "local";
  private static final String OTHERWISE = "default";
  private static final String ATTRIBUTE = "attribute";
  private static final String AUTHORITY = "authority";
  private static final String ABSENT = "absent";

  private enum Unmapped {
    DROP,
    KEEP
  }

  private IdentityProviderCodec() {}

  static Attributes json(IdentityProvider provider) {
    JsonObject json =
        new JsonObject()
            .id("id", provider.id())
            .text("name", provider.name())
            .text("displayName", provider.displayName())
            .text("description", provider.description())
            .flag("enabled", provider.enabled())
            .text("homeRealmId", provider.trust().homeRealmId())
            .text("alias", provider.trust().alias())
            .texts("certificates", provider.trust().certificates())
            .text("jwksUri", provider.trust().jwksUri());
    mappings(json, provider.mappings());
    accounts(json, provider.accounts());
    return json.object("signIn", SignInCodec.json(provider))
        .number("version", provider.version())
        .build();
  }

  private static void mappings(JsonObject json, Mappings mappings) {
    json.objects(
            "claimMappings", mappings.claims().stream().map(IdentityProviderCodec::json).toList())
        .objects(
            "roleMappings",
            mappings.roles().stream()
                .map(
                    role ->
                        new JsonObject()
                            .text(REMOTE, role.remote())
                            .text(LOCAL, role.local())
                            .build())
                .toList())
        .word("unmappedRoles", mappings.keepsUnmappedRoles() ? Unmapped.KEEP : Unmapped.DROP);
  }

  private static Attributes json(ClaimMapping claim) {
    JsonObject json = new JsonObject().text(REMOTE, claim.remote()).text(LOCAL, claim.local());
    claim
        .authorityIfAny()
        .ifPresent(authority -> json.text(AUTHORITY, SignInCodec.word(authority)));
    claim.absentIfAny().ifPresent(absent -> json.text(ABSENT, SignInCodec.word(absent)));
    return otherwise(json, claim.otherwise()).build();
  }

  private static void accounts(JsonObject json, Accounts accounts) {
    json.texts("provisioningRoles", accounts.provisioningRoles())
        .objects(
            "provisionedAttributes",
            accounts.attributes().stream()
                .map(
                    attribute ->
                        otherwise(
                                new JsonObject().text(ATTRIBUTE, attribute.attribute()),
                                attribute.otherwise())
                            .build())
                .toList())
        .text("identifierPattern", accounts.identifier().pattern())
        .text("identifierSeparator", accounts.identifier().separator())
        .text("tenantDomain", accounts.identifier().tenant())
        .text("defaultTarget", accounts.defaultTarget());
  }

  private static JsonObject otherwise(JsonObject json, String otherwise) {
    return otherwise.isEmpty() ? json : json.text(OTHERWISE, otherwise);
  }

  static IdentityProvider.Draft draft(Attributes body) {
    Fields fields = Fields.of(body);
    fields.readOnly("id", "version");
    String name = fields.text("name");
    Fields signIn = fields.object("signIn");
    Fields oidc = signIn.object("oidc");
    IdentityProvider.Draft draft =
        new IdentityProvider.Draft(
            name,
            fields.optionalText("displayName").orElse(name),
            text(fields, "description"),
            fields.flag("enabled", true),
            new Trust(
                text(fields, "homeRealmId"),
                text(fields, "alias"),
                fields.texts("certificates"),
                text(fields, "jwksUri")),
            mappings(fields),
            accounts(fields),
            SignInCodec.signIn(signIn, oidc),
            oidc.optionalText("clientSecret").map(Secret::new).orElse(null));
    fields.check();
    return draft;
  }

  private static Mappings mappings(Fields fields) {
    return new Mappings(
        fields.objects("claimMappings").stream().map(IdentityProviderCodec::claim).toList(),
        fields.objects("roleMappings").stream()
            .map(r -> new RoleMapping(r.text(REMOTE), r.text(LOCAL)))
            .toList(),
        fields.constant("unmappedRoles", Unmapped.values(), JsonObject::word, Unmapped.DROP)
            == Unmapped.KEEP);
  }

  private static ClaimMapping claim(Fields claim) {
    return new ClaimMapping(
        claim.text(REMOTE),
        claim.text(LOCAL),
        text(claim, OTHERWISE),
        claim.has(AUTHORITY)
            ? claim.constant(
                AUTHORITY, SignIn.Authority.values(), SignInCodec::word, SignIn.Authority.LOCAL)
            : null,
        claim.has(ABSENT)
            ? claim.constant(ABSENT, SignIn.Absent.values(), SignInCodec::word, SignIn.Absent.KEEP)
            : null);
  }

  private static Accounts accounts(Fields fields) {
    Identifier standard = Identifier.DEFAULT;
    return new Accounts(
        fields.texts("provisioningRoles"),
        fields.textsOrObjects("provisionedAttributes", ATTRIBUTE).stream()
            .map(a -> new ProvisionedAttribute(a.text(ATTRIBUTE), text(a, OTHERWISE)))
            .toList(),
        new Identifier(
            fields.optionalText("identifierPattern").orElse(standard.pattern()),
            fields.optionalText("identifierSeparator").orElse(standard.separator()),
            fields.optionalText("tenantDomain").orElse(standard.tenant())),
        text(fields, "defaultTarget"));
  }

  private static String text(Fields fields, String name) {
    return fields.optionalText(name).orElse("");
  }
}
