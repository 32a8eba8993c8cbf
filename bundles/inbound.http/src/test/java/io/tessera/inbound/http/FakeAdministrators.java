package io.tessera.inbound.http;

import io.tessera.provisioning.api.Administrators;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Administrators in memory; their hash is the password backwards. */
final class FakeAdministrators implements Administrators {
  final Map<String, Credential> byName = new ConcurrentHashMap<>();

  void put(String name, String password, long version, boolean enabled) {
    String hash = new StringBuilder(password).reverse().toString();
    byName.put(name, new Credential(name, hash, version, enabled, Set.of(Permission.USERS_READ)));
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
