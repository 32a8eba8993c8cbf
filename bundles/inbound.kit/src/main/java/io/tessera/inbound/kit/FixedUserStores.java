package io.tessera.inbound.kit;

import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.UserStore;
import io.tessera.provisioning.api.admin.UserStores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** User store domains nobody can change. */
public final class FixedUserStores implements UserStores {
  private final List<UserStore> all = new ArrayList<>(List.of(UserStore.PRIMARY));

  public FixedUserStores(String... names) {
    for (String name : names) {
      all.add(new UserStore(UUID.randomUUID(), name, name, 1));
    }
  }

  @Override
  public List<UserStore> list() {
    return all;
  }

  @Override
  public Optional<UserStore> get(UUID id) {
    return all.stream().filter(s -> s.id().equals(id)).findFirst();
  }

  @Override
  public Optional<UserStore> named(String anyCase) {
    return all.stream().filter(s -> s.name().equalsIgnoreCase(anyCase)).findFirst();
  }

  @Override
  public UserStore create(Caller caller, UserStore.Draft draft) {
    throw new UnsupportedOperationException();
  }

  @Override
  public UserStore replace(Caller caller, UUID id, long expectedVersion, UserStore.Draft draft) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void delete(Caller caller, UUID id, long expectedVersion) {
    throw new UnsupportedOperationException();
  }
}
