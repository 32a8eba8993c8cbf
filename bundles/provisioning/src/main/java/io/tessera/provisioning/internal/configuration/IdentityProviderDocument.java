package io.tessera.provisioning.internal.configuration;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.admin.IdentityProvider.Accounts;
import io.tessera.provisioning.api.admin.IdentityProvider.ClaimMapping;
import io.tessera.provisioning.api.admin.IdentityProvider.Identifier;
import io.tessera.provisioning.api.admin.IdentityProvider.Mappings;
import io.tessera.provisioning.api.admin.IdentityProvider.ProvisionedAttribute;
import io.tessera.provisioning.api.admin.IdentityProvider.RoleMapping;
import io.tessera.provisioning.api.admin.IdentityProvider.Trust;
import io.tessera.provisioning.api.admin.SignIn;
import io.tessera.store.spi.Configurations.Item;

/** Identity providers as they are stored. What older documents lack is as by default. */
final class IdentityProviderDocument {
  static final String KIND = "identity-provider";

  private static final String REMOTE = "remote";
  private static final String LOCAL = "local";
  private static final String OTHERWISE = "default";

  private IdentityProviderDocument() {}

  static Item item(IdentityProvider provider) {
    return new Item(
        KIND,
        provider.id(),
        provider.name(),
        provider.version(),
        Attributes.builder()
            .put("displayName", provider.displayName())
            .put("description", provider.description())
            .put("enabled", provider.enabled())
            .put("trust", Value.complex(document(provider.trust())))
            .put("mappings", Value.complex(document(provider.mappings())))
            .put("accounts", Value.complex(document(provider.accounts())))
            .put("signIn", Value.complex(SignInDocument.document(provider.signIn())))
            .put("clientSecretSet", provider.clientSecretSet())
            .build());
  }

  private static Attributes document(Trust trust) {
    return Attributes.builder()
        .put("homeRealmId", trust.homeRealmId())
        .put("alias", trust.alias())
        .put("certificates", StoredLists.of(trust.certificates()))
        .put("jwksUri", trust.jwksUri())
        .build();
  }

  private static Attributes document(Mappings mappings) {
    return Attributes.builder()
        .put(
            "claims",
            StoredLists.ofObjects(
                mappings.claims().stream().map(IdentityProviderDocument::document).toList()))
        .put(
            "roles",
            StoredLists.ofObjects(
                mappings.roles().stream().map(r -> pair(r.remote(), r.local())).toList()))
        .put("keepsUnmappedRoles", mappings.keepsUnmappedRoles())
        .build();
  }

  private static Attributes document(ClaimMapping claim) {
    Attributes.Builder document =
        pair(claim.remote(), claim.local()).toBuilder().put(OTHERWISE, claim.otherwise());
    claim.authorityIfAny().ifPresent(authority -> document.put("authority", authority.name()));
    claim.absentIfAny().ifPresent(absent -> document.put("absent", absent.name()));
    return document.build();
  }

  private static ClaimMapping claim(Attributes document) {
    return new ClaimMapping(
        text(document, REMOTE),
        text(document, LOCAL),
        text(document, OTHERWISE),
        document.text("authority").map(SignIn.Authority::valueOf).orElse(null),
        document.text("absent").map(SignIn.Absent::valueOf).orElse(null));
  }

  private static Attributes pair(String remote, String local) {
    return Attributes.builder().put(REMOTE, remote).put(LOCAL, local).build();
  }

  private static Attributes document(Accounts accounts) {
    return Attributes.builder()
        .put("provisioningRoles", StoredLists.of(accounts.provisioningRoles()))
        .put(
            "attributes",
            StoredLists.ofObjects(
                accounts.attributes().stream()
                    .map(
                        a ->
                            Attributes.builder()
                                .put("attribute", a.attribute())
                                .put(OTHERWISE, a.otherwise())
                                .build())
                    .toList()))
        .put("pattern", accounts.identifier().pattern())
        .put("separator", accounts.identifier().separator())
        .put("tenant", accounts.identifier().tenant())
        .put("defaultTarget", accounts.defaultTarget())
        .build();
  }

  static IdentityProvider read(Item item) {
    Attributes document = item.document();
    return new IdentityProvider(
        item.id(),
        item.name(),
        document.text("displayName").orElse(item.name()),
        document.text("description").orElse(""),
        document.bool("enabled").orElse(true),
        trust(document.complex("trust")),
        mappings(document.complex("mappings")),
        accounts(document.complex("accounts")),
        SignInDocument.read(document.complex("signIn")),
        document.bool("clientSecretSet").orElse(false),
        item.version());
  }

  private static Trust trust(Attributes document) {
    return new Trust(
        text(document, "homeRealmId"),
        text(document, "alias"),
        StoredLists.texts(document, "certificates"),
        text(document, "jwksUri"));
  }

  private static Mappings mappings(Attributes document) {
    return new Mappings(
        StoredLists.objects(document, "claims").stream()
            .map(IdentityProviderDocument::claim)
            .toList(),
        StoredLists.objects(document, "roles").stream()
            .map(r -> new RoleMapping(text(r, REMOTE), text(r, LOCAL)))
            .toList(),
        document.bool("keepsUnmappedRoles").orElse(false));
  }

  private static Accounts accounts(Attributes document) {
    Identifier standard = Identifier.DEFAULT;
    return new Accounts(
        StoredLists.texts(document, "provisioningRoles"),
        StoredLists.objects(document, "attributes").stream()
            .map(a -> new ProvisionedAttribute(text(a, "attribute"), text(a, OTHERWISE)))
            .toList(),
        new Identifier(
            document.text("pattern").orElse(standard.pattern()),
            document.text("separator").orElse(standard.separator()),
            document.text("tenant").orElse(standard.tenant())),
        text(document, "defaultTarget"));
  }

  private static String text(Attributes document, String name) {
    return document.text(name).orElse("");
  }
}
