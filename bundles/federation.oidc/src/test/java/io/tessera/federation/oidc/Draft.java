package io.tessera.federation.oidc;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A token before it is signed; faults change it in any way. */
final class Draft {
  final Map<String, Object> header = new LinkedHashMap<>();
  final Map<String, Object> claims = new LinkedHashMap<>();
  final SigningKey key;
  final String clientSecret;
  @Nullable String headerText;
  byte @Nullable [] claimsText;
  Function<byte[], byte[]> signer;
  UnaryOperator<String> finish = UnaryOperator.identity();

  Draft(SigningKey key, String clientSecret, Map<String, Object> claims) {
    this.key = key;
    this.clientSecret = clientSecret;
    this.claims.putAll(claims);
    this.signer = key::sign;
    header.put("alg", key.algorithm());
    header.put("typ", "JWT");
    header.put("kid", key.id());
  }

  void claim(String name, @Nullable Object value) {
    claims.put(name, value);
  }

  void without(String name) {
    claims.remove(name);
  }

  /** Seconds from now. */
  void time(String name, long seconds) {
    claims.put(name, ((Number) claims.get("iat")).longValue() + seconds);
  }

  /** The claims, changed as a text. */
  void text(UnaryOperator<String> change) {
    claimsText = change.apply(JsonText.of(claims)).getBytes(StandardCharsets.UTF_8);
  }

  void headerText(UnaryOperator<String> change) {
    headerText = change.apply(JsonText.of(header));
  }

  /** Compact form (RFC 7515 section 3.1). */
  String compact() {
    String head = headerText == null ? JsonText.of(header) : headerText;
    byte[] body =
        claimsText == null ? JsonText.of(claims).getBytes(StandardCharsets.UTF_8) : claimsText;
    String signed =
        SigningKey.base64(head.getBytes(StandardCharsets.UTF_8)) + "." + SigningKey.base64(body);
    byte[] signature = signer.apply(signed.getBytes(StandardCharsets.US_ASCII));
    return finish.apply(signed + "." + SigningKey.base64(signature));
  }
}
