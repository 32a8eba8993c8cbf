package io.tessera.connector.http;

import io.tessera.connector.http.Credentials.Header;
import io.tessera.connector.spi.ConfigurationException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * How requests are authenticated. The factories check what they are given and name the property at
 * fault; see {@link AuthenticationSettings} for the choice by settings.
 */
@ProviderType
public sealed interface Authentication permits FixedHeader, Grant {
  /** How a client of an authorization server says who it is (RFC 6749 section 2.3.1). */
  enum ClientAuthentication {
    /** By HTTP Basic, as every server has to support. */
    BASIC,
    /** By {@code client_id} and {@code client_secret} in the form. */
    FORM
  }

  /** No credentials are sent. */
  static Authentication none() {
    return new FixedHeader(Header.NONE);
  }

  /**
   * RFC 7617, in UTF-8.
   *
   * @throws ConfigurationException {@code user} is missing or holds a colon, or {@code .password}
   *     is missing
   */
  static Authentication basic(String user, String password) {
    if (user.isEmpty() || user.indexOf(':') >= 0) {
      throw new ConfigurationException("user", "is missing or holds a colon.");
    }
    if (password.isEmpty()) {
      throw new ConfigurationException(".password", "is missing; set it.");
    }
    return new FixedHeader(FixedHeader.basic(user + ":" + password));
  }

  /**
   * RFC 6750.
   *
   * @throws ConfigurationException {@code .token} is missing or holds blanks
   */
  static Authentication bearer(String token) {
    return new FixedHeader(Header.bearer(FixedHeader.visible(".token", token.strip())));
  }

  /**
   * A header of its own.
   *
   * @throws ConfigurationException {@code apiKeyHeader} or {@code .apiKey} cannot be sent
   */
  static Authentication apiKey(String header, String key) {
    return new FixedHeader(
        new Header(FixedHeader.name(header.strip()), FixedHeader.visible(".apiKey", key.strip())));
  }

  /**
   * OAuth 2.0 client credentials (RFC 6749 section 4.4).
   *
   * @param scope may be empty
   * @throws ConfigurationException {@code tokenUrl}, {@code clientId} or {@code .clientSecret}
   *     cannot work
   */
  static Authentication clientCredentials(
      String tokenUrl,
      String clientId,
      String clientSecret,
      String scope,
      ClientAuthentication by) {
    return new ClientCredentials(
        TargetUrl.of("tokenUrl", tokenUrl),
        FixedHeader.present("clientId", clientId),
        FixedHeader.present(".clientSecret", clientSecret),
        scope.strip(),
        by);
  }

  /**
   * OAuth 2.0 by an assertion we sign with RS256 (RFC 7523 section 2.1).
   *
   * @param issuer {@code iss}: the client's id, or a service account
   * @param subject {@code sub}: the user to act as
   * @param audience {@code aud}; empty: the token URL
   * @param scope may be empty; a claim of the assertion, and no parameter of the request
   * @param keyId {@code kid}; may be empty
   * @param privateKey PKCS #8 in PEM
   * @throws ConfigurationException {@code tokenUrl}, {@code clientId}, {@code subject} or {@code
   *     .privateKey} cannot work
   */
  static Authentication jwtBearer(
      String tokenUrl,
      String issuer,
      String subject,
      String audience,
      String scope,
      String keyId,
      String privateKey) {
    URI url = TargetUrl.of("tokenUrl", tokenUrl);
    Map<String, String> claims = new LinkedHashMap<>();
    claims.put("iss", FixedHeader.present("clientId", issuer));
    claims.put("sub", FixedHeader.present("subject", subject));
    claims.put("aud", audience.isBlank() ? url.toString() : audience.strip());
    if (!scope.isBlank()) {
      claims.put("scope", scope.strip());
    }
    return new JwtBearer(
        url, new SignedAssertion(claims, keyId.strip(), SignedAssertion.key(privateKey)));
  }
}
