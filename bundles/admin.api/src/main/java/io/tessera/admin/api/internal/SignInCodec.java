package io.tessera.admin.api.internal;

import io.tessera.model.Attributes;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.admin.SignIn;
import io.tessera.provisioning.api.admin.SignIn.AttributeSync;
import io.tessera.provisioning.api.admin.SignIn.GroupSync;
import io.tessera.provisioning.api.admin.SignIn.Jit;
import io.tessera.provisioning.api.admin.SignIn.Lookup;
import io.tessera.provisioning.api.admin.SignIn.Oidc;
import io.tessera.provisioning.api.admin.SignIn.Protocol;
import io.tessera.provisioning.api.admin.SignIn.Saml;
import io.tessera.provisioning.api.admin.SignIn.Scheme;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How people sign in at an identity provider, as JSON. The client secret is never shown. */
final class SignInCodec {
  /** What is taken of an OpenID provider that says nothing else; what they have to support. */
  private static final Set<String> ALGORITHMS = Set.of("RS256");

  private SignInCodec() {}

  static Attributes json(IdentityProvider provider) {
    SignIn signIn = provider.signIn();
    JsonObject json = new JsonObject().text("protocol", word(signIn.protocol()));
    if (signIn.protocol() == Protocol.OIDC) {
      json.object("oidc", json(signIn.oidc(), provider.clientSecretSet()));
    }
    if (signIn.protocol() == Protocol.SAML) {
      json.object("saml", json(signIn.saml()));
    }
    return json.texts("domains", signIn.domains())
        .flag("takesAssertions", signIn.takesAssertions())
        .object("jit", json(signIn.jit()))
        .build();
  }

  private static Attributes json(Oidc oidc, boolean secretSet) {
    return new JsonObject()
        .text("issuer", oidc.issuer())
        .text("clientId", oidc.clientId())
        .flag("clientSecretSet", secretSet)
        .text("authorizationEndpoint", oidc.authorizationEndpoint())
        .text("tokenEndpoint", oidc.tokenEndpoint())
        .text("userInfoEndpoint", oidc.userInfoEndpoint())
        .text("endSessionEndpoint", oidc.endSessionEndpoint())
        .texts("scopes", oidc.scopes())
        .texts("algorithms", oidc.algorithms().stream().sorted().toList())
        .flag("readsUserInfo", oidc.readsUserInfo())
        .build();
  }

  static Attributes json(Saml saml) {
    return new JsonObject()
        .text("entityId", saml.entityId())
        .text("signInUrl", saml.signInUrl())
        .text("signOutUrl", saml.signOutUrl())
        .text("nameIdFormat", saml.nameIdFormat())
        .text("subjectAttribute", saml.subjectAttribute())
        .build();
  }

  private static Attributes json(Jit jit) {
    return new JsonObject()
        .flag("enabled", jit.enabled())
        .text("scheme", word(jit.scheme()))
        .text("userStore", jit.userStore())
        .text("userStoreClaim", jit.userStoreClaim())
        .text("attributes", word(jit.attributes()))
        .text("groups", word(jit.groups()))
        .flag("clearsAbsent", jit.clearsAbsent())
        .objects("lookups", jit.lookups().stream().map(SignInCodec::json).toList())
        .texts("protectedGroups", jit.protectedGroups())
        .flag("failsClosed", jit.failsClosed())
        .build();
  }

  private static Attributes json(Lookup lookup) {
    return new JsonObject()
        .text("claim", lookup.claim())
        .text("attribute", lookup.attribute())
        .build();
  }

  /**
   * @param oidc the object of that name in it, which the client secret is read from besides
   */
  static SignIn signIn(Fields fields, Fields oidc) {
    return new SignIn(
        fields.constant("protocol", Protocol.values(), SignInCodec::word, Protocol.NONE),
        oidc(oidc),
        saml(fields.object("saml")),
        fields.texts("domains").stream().map(domain -> domain.toLowerCase(Locale.ROOT)).toList(),
        fields.flag("takesAssertions", false),
        jit(fields.object("jit")));
  }

  private static Oidc oidc(Fields oidc) {
    oidc.readOnly("clientSecretSet");
    List<String> algorithms = oidc.texts("algorithms");
    return new Oidc(
        text(oidc, "issuer"),
        text(oidc, "clientId"),
        text(oidc, "authorizationEndpoint"),
        text(oidc, "tokenEndpoint"),
        text(oidc, "userInfoEndpoint"),
        text(oidc, "endSessionEndpoint"),
        oidc.texts("scopes"),
        algorithms.isEmpty() ? ALGORITHMS : new HashSet<>(algorithms),
        oidc.flag("readsUserInfo", false));
  }

  private static Saml saml(Fields saml) {
    return new Saml(
        text(saml, "entityId"),
        text(saml, "signInUrl"),
        text(saml, "signOutUrl"),
        saml.optionalText("nameIdFormat").orElse(Saml.PERSISTENT),
        text(saml, "subjectAttribute"));
  }

  private static Jit jit(Fields jit) {
    Jit standard = Jit.DEFAULT;
    return new Jit(
        jit.flag("enabled", standard.enabled()),
        jit.constant("scheme", Scheme.values(), SignInCodec::word, standard.scheme()),
        jit.optionalText("userStore").orElse(standard.userStore()).toUpperCase(Locale.ROOT),
        text(jit, "userStoreClaim"),
        jit.constant(
            "attributes", AttributeSync.values(), SignInCodec::word, standard.attributes()),
        jit.constant("groups", GroupSync.values(), SignInCodec::word, standard.groups()),
        jit.flag("clearsAbsent", standard.clearsAbsent()),
        jit.objects("lookups").stream()
            .map(lookup -> new Lookup(lookup.text("claim"), lookup.text("attribute")))
            .toList(),
        jit.texts("protectedGroups"),
        jit.flag("failsClosed", standard.failsClosed()));
  }

  /** {@code preserve-local}. */
  static String word(Enum<?> constant) {
    return JsonObject.word(constant).replace('_', '-');
  }

  private static String text(Fields fields, String name) {
    return fields.optionalText(name).orElse("");
  }
}
