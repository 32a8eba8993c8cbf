package io.tessera.federation.internal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.tessera.provisioning.api.federation.SignInMemory;
import io.tessera.provisioning.api.federation.SignInMemory.Kind;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What our identity tokens are signed with: a key for each 30 days, which all nodes share. The key
 * of the next days is published already, so that whoever keeps our keys for a while knows it when
 * it is used; the last one still is.
 */
final class SigningKeys {
  static final JWSAlgorithm ALGORITHM = JWSAlgorithm.ES256;

  private static final Duration PERIOD = Duration.ofDays(30);

  private final SignInMemory memory;
  private final Clock clock;
  private final ConcurrentMap<Long, ECKey> known = new ConcurrentHashMap<>();

  SigningKeys(SignInMemory memory, Clock clock) {
    this.memory = memory;
    this.clock = clock;
  }

  /** The key to sign with now. */
  ECKey present() {
    return made(period());
  }

  /** RFC 7517: the public halves. */
  String published() {
    long now = period();
    List<com.nimbusds.jose.jwk.JWK> keys = new ArrayList<>();
    keys.add(made(now));
    keys.add(made(now + 1));
    there(now - 1).ifPresent(keys::add);
    return new JWKSet(keys).toString(true);
  }

  private long period() {
    return clock.instant().getEpochSecond() / PERIOD.toSeconds();
  }

  /** The first node that needs it makes it; the others take that one. */
  private ECKey made(long period) {
    Optional<ECKey> there = there(period);
    if (there.isPresent()) {
      return there.get();
    }
    memory.put(Kind.KEY, name(period), fresh().toJSONString(), life(period));
    return there(period).orElseThrow(() -> new IllegalStateException("A signing key was not kept"));
  }

  private Optional<ECKey> there(long period) {
    known.keySet().removeIf(old -> old < period() - 1);
    ECKey cached = known.get(period);
    if (cached != null) {
      return Optional.of(cached);
    }
    Optional<ECKey> kept = memory.get(Kind.KEY, name(period)).map(SigningKeys::read);
    kept.ifPresent(key -> known.put(period, key));
    return kept;
  }

  private static String name(long period) {
    return "es256 " + period;
  }

  /** Until the end of the period that follows its own. */
  private Duration life(long period) {
    long end = (period + 2) * PERIOD.toSeconds();
    return Duration.ofSeconds(end - clock.instant().getEpochSecond());
  }

  private static ECKey fresh() {
    try {
      return new ECKeyGenerator(Curve.P_256)
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(ALGORITHM)
          .keyIDFromThumbprint(true)
          .generate();
    } catch (JOSEException everyJavaHasTheCurve) {
      throw new IllegalStateException(everyJavaHasTheCurve);
    }
  }

  private static ECKey read(String text) {
    try {
      return ECKey.parse(text);
    } catch (ParseException notOurs) {
      throw new IllegalStateException("A signing key that was kept cannot be read", notOurs);
    }
  }
}
