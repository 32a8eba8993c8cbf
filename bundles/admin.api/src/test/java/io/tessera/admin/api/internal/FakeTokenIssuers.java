package io.tessera.admin.api.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.TokenIssuer;
import io.tessera.provisioning.api.admin.TokenIssuers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Token issuers in memory. */
final class FakeTokenIssuers implements TokenIssuers {
  private final Map<UUID, TokenIssuer> all = new LinkedHashMap<>();

  @Override
  public List<TokenIssuer> list() {
    return List.copyOf(all.values());
  }

  @Override
  public Optional<TokenIssuer> get(UUID id) {
    return Optional.ofNullable(all.get(id));
  }

  @Override
  public TokenIssuer create(Caller caller, TokenIssuer.Draft draft) {
    if (list().stream().anyMatch(i -> i.name().equals(draft.name()))) {
      throw RejectedException.at(
          Problem.Kind.UNIQUENESS, AttributePath.of("name"), "The name is taken.");
    }
    return put(UUID.randomUUID(), draft, 1);
  }

  @Override
  public TokenIssuer replace(
      Caller caller, UUID id, long expectedVersion, TokenIssuer.Draft draft) {
    return put(id, draft, expectedVersion + 1);
  }

  private TokenIssuer put(UUID id, TokenIssuer.Draft draft, long version) {
    TokenIssuer made =
        new TokenIssuer(
            id,
            draft.name(),
            draft.description(),
            draft.enabled(),
            draft.issuer(),
            draft.audience(),
            draft.algorithms(),
            draft.callerClaim(),
            draft.scopeClaim(),
            draft.keySet(),
            draft.keySetUri(),
            version);
    all.put(id, made);
    return made;
  }

  @Override
  public void delete(Caller caller, UUID id, long expectedVersion) {
    all.remove(id);
  }
}
