package io.tessera.federation.saml;

import java.time.Instant;

/** An identity provider of the tests: it makes its keys, and answers as it is told. */
public final class SamlIdentityProvider {
  private final String entityId;
  private final SigningKey key;

  public SamlIdentityProvider(String entityId, SigningKey key) {
    this.entityId = entityId;
    this.key = key;
  }

  public String entityId() {
    return entityId;
  }

  public SigningKey key() {
    return key;
  }

  /**
   * An answer that is right.
   *
   * @param request id of the AuthnRequest
   * @param callback where it is asked to go
   * @param audience what whoever asks calls itself
   */
  public SamlAnswer answer(String request, String callback, String audience, Instant now) {
    return new SamlAnswer(key, now)
        .with(
            answer -> {
              answer.issuer = entityId;
              answer.responseIssuer = entityId;
              answer.inResponseTo = request;
              answer.confirmedInResponseTo = request;
              answer.destination = callback;
              answer.recipient = callback;
              answer.audience = audience;
            });
  }
}
