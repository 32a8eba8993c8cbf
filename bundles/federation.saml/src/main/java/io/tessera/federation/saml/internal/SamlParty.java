package io.tessera.federation.saml.internal;

import io.tessera.federation.spi.Party;
import io.tessera.federation.spi.RefusedSignInException;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.admin.SignIn;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * An identity provider that speaks SAML, and what we are to it.
 *
 * @param entityId what it calls itself
 * @param subjectAttribute in place of the NameID; empty for the NameID
 * @param us what we call ourselves: the alias, where it has one for us. That is configured; the
 *     name we would have otherwise may follow the address a request was sent to, which whoever
 *     sends it chooses, and so could choose to be the audience of what was issued to others
 */
record SamlParty(
    UUID id,
    String entityId,
    SignIn.Saml settings,
    String subjectAttribute,
    List<String> certificates,
    String us,
    URI callback) {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  SamlParty {
    certificates = List.copyOf(certificates);
  }

  /**
   * @throws RefusedSignInException it is not set up for SAML
   */
  static SamlParty of(Party party) throws RefusedSignInException {
    IdentityProvider provider = party.provider();
    SignIn.Saml saml = provider.signIn().saml();
    if (provider.signIn().protocol() != SignIn.Protocol.SAML || saml.entityId().isBlank()) {
      throw Refusal.configuration("The identity provider has no entity id for SAML.");
    }
    return new SamlParty(
        provider.id(),
        saml.entityId(),
        saml,
        saml.subjectAttribute(),
        provider.trust().certificates(),
        us(party),
        party.callback());
  }

  /** What we call ourselves there. */
  static String us(Party party) {
    String alias = party.provider().trust().alias();
    return alias.isBlank() ? party.entityId() : alias;
  }

  /** All that it may have signed with. */
  List<PublicKey> keys() throws RefusedSignInException {
    return Certificates.keys(certificates);
  }

  /** Where browsers sign in. */
  URI signInUrl() throws RefusedSignInException {
    return address(settings.signInUrl(), "sign-in URL");
  }

  /** Where browsers sign out; empty when there is no such place, or none that can be used. */
  Optional<URI> signOutUrl() {
    try {
      return settings.signOutUrl().isBlank()
          ? Optional.empty()
          : Optional.of(address(settings.signOutUrl(), "sign-out URL"));
    } catch (RefusedSignInException wrong) {
      return Optional.empty();
    }
  }

  private static URI address(String text, String what) throws RefusedSignInException {
    try {
      URI address = new URI(text);
      boolean safe =
          "https".equals(address.getScheme())
              || ("http".equals(address.getScheme()) && LOOPBACK.contains(address.getHost()));
      if (safe && address.getHost() != null && address.getRawFragment() == null) {
        return address;
      }
    } catch (URISyntaxException malformed) {
      // Said below, as for all others.
    }
    throw Refusal.configuration(
        "The " + what + " of the identity provider is no address by https without a fragment.");
  }
}
