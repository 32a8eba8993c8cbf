package io.tessera.tokens.jwt.internal;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.tessera.jose.PublicKeys;
import io.tessera.jose.Published;
import io.tessera.jose.Signatures;
import io.tessera.provisioning.api.admin.TokenIssuer;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The keys of each issuer, by the version of its configuration. */
final class KeySets {
  private static final Duration PAUSE = Duration.ofSeconds(30);

  private final Published.Source source;
  private final LongSupplier nanoTime;
  private final Map<UUID, Held> byIssuer = new ConcurrentHashMap<>();

  /** Given ones, or fetched ones. */
  private record Held(long version, @Nullable JWKSet given, @Nullable Published<JWKSet> published) {
    JWKSet keys(boolean others) throws RefusedTokenException {
      if (published != null) {
        return fetched(published, others);
      }
      if (given == null) {
        throw new RefusedTokenException("its issuer has no usable keys");
      }
      return given;
    }

    private static JWKSet fetched(Published<JWKSet> published, boolean others)
        throws RefusedTokenException {
      try {
        return others ? published.newer() : published.present();
      } catch (IOException away) {
        throw new RefusedTokenException("the keys of its issuer cannot be fetched");
      }
    }
  }

  KeySets(Published.Source source, LongSupplier nanoTime) {
    this.source = source;
    this.nanoTime = nanoTime;
  }

  /**
   * @throws RefusedTokenException no key of the issuer has signed it
   */
  void verify(SignedJWT token, TokenIssuer issuer) throws RefusedTokenException {
    Held held = held(issuer);
    List<JWK> fitting = Signatures.fitting(token, held.keys(false));
    if (fitting.isEmpty()) {
      fitting = Signatures.fitting(token, held.keys(true));
    }
    if (!Signatures.isByOneOf(fitting, token)) {
      throw new RefusedTokenException("no key of its issuer has signed it");
    }
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
      String party = "token issuer " + issuer.name();
      Published<JWKSet> published =
          new Published<>(party, address, source, PublicKeys::read, PAUSE, nanoTime);
      return new Held(issuer.version(), null, published);
    }
    try {
      return new Held(issuer.version(), PublicKeys.read(issuer.keySet()), null);
    } catch (ParseException unusable) {
      return new Held(issuer.version(), null, null);
    }
  }
}
