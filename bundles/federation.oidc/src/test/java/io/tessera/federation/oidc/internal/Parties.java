package io.tessera.federation.oidc.internal;

import io.tessera.crypto.Secret;
import io.tessera.federation.spi.Party;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.admin.SignIn;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The provider of the tests as an operator has configured it, in one way or another. */
record Parties(
    UUID id,
    long version,
    SignIn.Oidc oidc,
    IdentityProvider.Trust trust,
    Optional<Secret> secret,
    URI callback,
    SignIn.Protocol protocol) {
  static final String CLIENT = "tessera";
  static final URI CALLBACK = URI.create("https://tessera.example.com/login/return");
  static final URI SIGNED_OUT = URI.create("https://tessera.example.com/login");
  static final String ENTITY = "https://tessera.example.com/entity";

  static Parties of(String issuer, String secret) {
    return new Parties(
        UUID.randomUUID(),
        1,
        new SignIn.Oidc(issuer, CLIENT, "", "", "", "", List.of(), Set.of(), false),
        IdentityProvider.Trust.NONE,
        secret.isEmpty() ? Optional.empty() : Optional.of(new Secret(secret)),
        CALLBACK,
        SignIn.Protocol.OIDC);
  }

  Parties with(SignIn.Oidc other) {
    return new Parties(id, version + 1, other, trust, secret, callback, protocol);
  }

  Parties with(IdentityProvider.Trust other) {
    return new Parties(id, version + 1, oidc, other, secret, callback, protocol);
  }

  Parties speaking(SignIn.Protocol other) {
    return new Parties(id, version, oidc, trust, secret, callback, other);
  }

  Parties comingBackTo(URI other) {
    return new Parties(id, version, oidc, trust, secret, other, protocol);
  }

  Parties withSecret(String other) {
    return new Parties(
        id, version, oidc, trust, Optional.of(new Secret(other)), callback, protocol);
  }

  Parties withIssuer(String issuer) {
    return with(
        new SignIn.Oidc(
            issuer, oidc.clientId(), "", "", "", "", oidc.scopes(), oidc.algorithms(), false));
  }

  Parties withClient(String client) {
    return with(new SignIn.Oidc(oidc.issuer(), client, "", "", "", "", List.of(), Set.of(), false));
  }

  Parties asking(String... scopes) {
    return with(
        new SignIn.Oidc(
            oidc.issuer(), CLIENT, "", "", "", "", List.of(scopes), oidc.algorithms(), false));
  }

  Parties taking(String... algorithms) {
    return with(
        new SignIn.Oidc(
            oidc.issuer(), CLIENT, "", "", "", "", List.of(), Set.of(algorithms), false));
  }

  Parties readingUserInfo() {
    return with(new SignIn.Oidc(oidc.issuer(), CLIENT, "", "", "", "", List.of(), Set.of(), true));
  }

  /** Nothing is discovered. */
  Parties byHand(String authorization, String token, String keys) {
    return with(new SignIn.Oidc(
            oidc.issuer(), CLIENT, authorization, token, "", "", List.of(), Set.of(), false))
        .with(new IdentityProvider.Trust("", trust.alias(), trust.certificates(), keys));
  }

  Party party() {
    SignIn signIn =
        new SignIn(protocol, oidc, SignIn.Saml.NONE, List.of(), true, SignIn.Jit.DEFAULT);
    IdentityProvider provider =
        new IdentityProvider(
            id,
            "corporate",
            "Corporate",
            "",
            true,
            trust,
            IdentityProvider.Mappings.NONE,
            IdentityProvider.Accounts.DEFAULT,
            signIn,
            secret.isPresent(),
            version);
    return new Party(provider, secret, callback, ENTITY);
  }
}
