package io.tessera.provisioning.internal.callers;

import io.tessera.provisioning.api.admin.TokenIssuer;
import io.tessera.provisioning.api.spi.ForeignTokens;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Tokens that look like {@code issuer|caller|scopes}, with keys that are wrong when told so. */
final class FakeForeignTokens implements ForeignTokens {
  final AtomicInteger verified = new AtomicInteger();
  final Map<String, Instant> ends = new HashMap<>();
  @Nullable String fault;

  @Override
  public Optional<String> issuer(String token) {
    return token.contains("|") ? Optional.of(token.split("[|]", -1)[0]) : Optional.empty();
  }

  @Override
  public Optional<ForeignToken> verify(String token, TokenIssuer issuer) {
    verified.incrementAndGet();
    String[] parts = token.split("[|]", -1);
    List<String> scopes = parts.length > 2 ? List.of(parts[2].split(" ", -1)) : null;
    Instant end = ends.get(token);
    return end == null
        ? Optional.empty()
        : Optional.of(new ForeignToken(parts[1], scopes, Instant.EPOCH, end));
  }

  @Override
  public Optional<String> fault(TokenIssuer issuer) {
    return Optional.ofNullable(fault);
  }
}
