package io.tessera.tokens.jwt.internal;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.tessera.provisioning.api.admin.TokenIssuer;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The keys of each issuer, by the version of its configuration. */
final class KeySets {
  private static final int MOST_TRIED = 5;

  private final KeySource source;
  private final LongSupplier nanoTime;
  private final Map<UUID, Held> byIssuer = new ConcurrentHashMap<>();

  /** Given ones, or fetched ones. */
  private record Held(long version, @Nullable JWKSet given, @Nullable FetchedKeys fetched) {
    JWKSet keys(boolean others) throws RefusedTokenException {
      if (fetched != null) {
        return fetched.keys(others);
      }
      if (given == null) {
        throw new RefusedTokenException("its issuer has no usable keys");
      }
      return given;
    }
  }

  KeySets(KeySource source, LongSupplier nanoTime) {
    this.source = source;
    this.nanoTime = nanoTime;
  }

  /**
   * @throws RefusedTokenException no key of the issuer has signed it
   */
  void verify(SignedJWT token, TokenIssuer issuer) throws RefusedTokenException {
    Held held = held(issuer);
    List<JWK> fitting = fitting(token, held.keys(false));
    if (fitting.isEmpty()) {
      fitting = fitting(token, held.keys(true));
    }
    if (fitting.stream().limit(MOST_TRIED).noneMatch(key -> Signatures.isBy(key, token))) {
      throw new RefusedTokenException("no key of its issuer has signed it");
    }
  }

  /** By the key id when the token names one, and by kind and use. */
  private static List<JWK> fitting(SignedJWT token, JWKSet keys) {
    return new JWKSelector(JWKMatcher.forJWSHeader(token.getHeader())).select(keys);
  }

  private Held held(TokenIssuer issuer) {
    Held known = byIssuer.get(issuer.id());
    if (known != null && known.version() == issuer.version()) {
      return known;
    }
    Held made = make(issuer);
    byIssuer.put(issuer.id(), made);
    return made;
  }

  private Held make(TokenIssuer issuer) {
    if (!issuer.keySetUri().isEmpty()) {
      URI address = URI.create(issuer.keySetUri());
      FetchedKeys fetched = new FetchedKeys(issuer.name(), address, source, nanoTime);
      return new Held(issuer.version(), null, fetched);
    }
    try {
      return new Held(issuer.version(), GivenKeys.read(issuer.keySet()), null);
    } catch (ParseException | IllegalArgumentException unusable) {
      return new Held(issuer.version(), null, null);
    }
  }
}
