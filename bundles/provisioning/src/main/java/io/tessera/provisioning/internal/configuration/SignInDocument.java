package io.tessera.provisioning.internal.configuration;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.provisioning.api.admin.SignIn;
import io.tessera.provisioning.api.admin.SignIn.Jit;
import io.tessera.provisioning.api.admin.SignIn.Lookup;
import io.tessera.provisioning.api.admin.SignIn.Oidc;
import io.tessera.provisioning.api.admin.SignIn.Saml;
import java.util.Set;

/** How people sign in at an identity provider, as a part of its document. */
final class SignInDocument {
  private SignInDocument() {}

  static Attributes document(SignIn signIn) {
    return Attributes.builder()
        .put("protocol", signIn.protocol().name())
        .put("oidc", Value.complex(document(signIn.oidc())))
        .put("saml", Value.complex(document(signIn.saml())))
        .put("domains", StoredLists.of(signIn.domains()))
        .put("takesAssertions", signIn.takesAssertions())
        .put("jit", Value.complex(document(signIn.jit())))
        .build();
  }

  private static Attributes document(Oidc oidc) {
    return Attributes.builder()
        .put("issuer", oidc.issuer())
        .put("clientId", oidc.clientId())
        .put("authorizationEndpoint", oidc.authorizationEndpoint())
        .put("tokenEndpoint", oidc.tokenEndpoint())
        .put("userInfoEndpoint", oidc.userInfoEndpoint())
        .put("endSessionEndpoint", oidc.endSessionEndpoint())
        .put("scopes", StoredLists.of(oidc.scopes()))
        .put("algorithms", StoredLists.of(oidc.algorithms().stream().sorted().toList()))
        .put("readsUserInfo", oidc.readsUserInfo())
        .build();
  }

  private static Attributes document(Saml saml) {
    return Attributes.builder()
        .put("entityId", saml.entityId())
        .put("signInUrl", saml.signInUrl())
        .put("signOutUrl", saml.signOutUrl())
        .put("nameIdFormat", saml.nameIdFormat())
        .put("subjectAttribute", saml.subjectAttribute())
        .build();
  }

  private static Attributes document(Jit jit) {
    return Attributes.builder()
        .put("enabled", jit.enabled())
        .put("scheme", jit.scheme().name())
        .put("userStore", jit.userStore())
        .put("userStoreClaim", jit.userStoreClaim())
        .put("attributes", jit.attributes().name())
        .put("groups", jit.groups().name())
        .put("clearsAbsent", jit.clearsAbsent())
        .put(
            "lookups",
            StoredLists.ofObjects(jit.lookups().stream().map(SignInDocument::document).toList()))
        .put("protectedGroups", StoredLists.of(jit.protectedGroups()))
        .put("failsClosed", jit.failsClosed())
        .build();
  }

  private static Attributes document(Lookup lookup) {
    return Attributes.builder()
        .put("claim", lookup.claim())
        .put("attribute", lookup.attribute())
        .build();
  }

  /** What a document without any says is that nobody signs in there. */
  static SignIn read(Attributes document) {
    return new SignIn(
        document.text("protocol").map(SignIn.Protocol::valueOf).orElse(SignIn.Protocol.NONE),
        oidc(document.complex("oidc")),
        saml(document.complex("saml")),
        StoredLists.texts(document, "domains"),
        document.bool("takesAssertions").orElse(false),
        jit(document.complex("jit")));
  }

  private static Oidc oidc(Attributes document) {
    return new Oidc(
        text(document, "issuer"),
        text(document, "clientId"),
        text(document, "authorizationEndpoint"),
        text(document, "tokenEndpoint"),
        text(document, "userInfoEndpoint"),
        text(document, "endSessionEndpoint"),
        StoredLists.texts(document, "scopes"),
        Set.copyOf(StoredLists.texts(document, "algorithms")),
        document.bool("readsUserInfo").orElse(false));
  }

  private static Saml saml(Attributes document) {
    return new Saml(
        text(document, "entityId"),
        text(document, "signInUrl"),
        text(document, "signOutUrl"),
        document.text("nameIdFormat").orElse(Saml.PERSISTENT),
        text(document, "subjectAttribute"));
  }

  private static Jit jit(Attributes document) {
    Jit standard = Jit.DEFAULT;
    return new Jit(
        document.bool("enabled").orElse(standard.enabled()),
        document.text("scheme").map(SignIn.Scheme::valueOf).orElse(standard.scheme()),
        document.text("userStore").orElse(standard.userStore()),
        text(document, "userStoreClaim"),
        document
            .text("attributes")
            .map(SignIn.AttributeSync::valueOf)
            .orElse(standard.attributes()),
        document.text("groups").map(SignIn.GroupSync::valueOf).orElse(standard.groups()),
        document.bool("clearsAbsent").orElse(standard.clearsAbsent()),
        StoredLists.objects(document, "lookups").stream()
            .map(lookup -> new Lookup(text(lookup, "claim"), text(lookup, "attribute")))
            .toList(),
        StoredLists.texts(document, "protectedGroups"),
        document.bool("failsClosed").orElse(standard.failsClosed()));
  }

  private static String text(Attributes document, String name) {
    return document.text(name).orElse("");
  }
}
