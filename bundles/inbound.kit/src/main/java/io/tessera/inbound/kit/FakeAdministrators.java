package io.tessera.inbound.kit;

import io.tessera.provisioning.api.Administrators;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Administrators in memory; their hash is {@code hash:} and the password. */
public final class FakeAdministrators implements Administrators {
  private final Map<String, Credential> byName = new ConcurrentHashMap<>();

  public void add(String name, String password, Permission... permissions) {
    byName.put(name, new Credential(name, "hash:" + password, 1, true, Set.of(permissions)));
  }

  @Override
  public boolean anyExists() {
    return !byName.isEmpty();
  }

  @Override
  public Optional<Credential> credential(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  @Override
  public void bootstrap(String token, String password) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void changePassword(Caller caller, String newPassword) {
    throw new UnsupportedOperationException();
  }
}
