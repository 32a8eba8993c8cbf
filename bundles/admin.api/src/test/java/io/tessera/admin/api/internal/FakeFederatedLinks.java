package io.tessera.admin.api.internal;

import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.federation.FederatedLinks;
import io.tessera.provisioning.api.federation.Link;
import io.tessera.provisioning.api.federation.RefusedSignIn;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Links in memory. */
final class FakeFederatedLinks implements FederatedLinks {
  static final UUID PROVIDER = UUID.fromString("00000000-0000-4000-8000-000000000001");
  static final String REFUSED = "cause-refused";

  private final Map<UUID, Link> links = new LinkedHashMap<>();

  @Override
  public List<Link> of(Caller caller, ResourceId identity) {
    return links.values().stream().filter(link -> link.identity().equals(identity)).toList();
  }

  @Override
  public List<Link> ofProvider(Caller caller, UUID provider, @Nullable UUID after, int most) {
    return links.values().stream().filter(l -> l.identityProvider().equals(provider)).toList();
  }

  @Override
  public Optional<Link> get(Caller caller, UUID id) {
    return Optional.ofNullable(links.get(id));
  }

  @Override
  public Link make(Caller caller, Draft draft) {
    Instant now = Instant.EPOCH;
    Link made =
        new Link(
            UUID.randomUUID(),
            PROVIDER,
            draft.issuer().isEmpty() ? "https://idp.example" : draft.issuer(),
            draft.subject(),
            draft.user(),
            now,
            now);
    links.put(made.id(), made);
    return made;
  }

  @Override
  public void remove(Caller caller, UUID id) {
    links.remove(id);
  }

  @Override
  public Optional<RefusedSignIn> refused(String causality) {
    return causality.equals(REFUSED)
        ? Optional.of(
            new RefusedSignIn(
                causality, Instant.EPOCH, "corp", "NAME_TAKEN", "Somebody has the name."))
        : Optional.empty();
  }
}
