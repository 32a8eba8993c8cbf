package io.tessera.admin.api.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.UserStore;
import io.tessera.provisioning.api.admin.UserStores;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** User stores in memory. */
final class FakeUserStores implements UserStores {
  private final Map<UUID, UserStore> all = new LinkedHashMap<>();

  void clear() {
    all.clear();
  }

  @Override
  public List<UserStore> list() {
    List<UserStore> list = new ArrayList<>(List.of(UserStore.PRIMARY));
    list.addAll(all.values());
    return list;
  }

  @Override
  public Optional<UserStore> get(UUID id) {
    return list().stream().filter(s -> s.id().equals(id)).findFirst();
  }

  @Override
  public Optional<UserStore> named(String anyCase) {
    return list().stream().filter(s -> s.name().equalsIgnoreCase(anyCase)).findFirst();
  }

  @Override
  public UserStore create(Caller caller, UserStore.Draft draft) {
    if (named(draft.name()).isPresent()) {
      throw RejectedException.at(
          Problem.Kind.UNIQUENESS, AttributePath.of("name"), "The name is taken.");
    }
    return put(UUID.randomUUID(), draft, 1);
  }

  @Override
  public UserStore replace(Caller caller, UUID id, long expectedVersion, UserStore.Draft draft) {
    return put(id, draft, expectedVersion + 1);
  }

  private UserStore put(UUID id, UserStore.Draft draft, long version) {
    String name = draft.name().toUpperCase(Locale.ROOT);
    UserStore made = new UserStore(id, name, draft.description(), version);
    all.put(id, made);
    return made;
  }

  @Override
  public void delete(Caller caller, UUID id, long expectedVersion) {
    all.remove(id);
  }
}
