package io.tessera.admin.api.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Administrator;
import io.tessera.provisioning.api.admin.AdministratorRegister;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Administrators in memory. */
final class FakeAdministratorRegister implements AdministratorRegister {
  private final Map<String, Administrator> byName = new TreeMap<>();
  String lastPassword = "";

  @Override
  public List<Administrator> list() {
    return List.copyOf(byName.values());
  }

  @Override
  public Optional<Administrator> get(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  @Override
  public Administrator create(Caller caller, Administrator.Draft draft, String password) {
    if (byName.containsKey(draft.name())) {
      throw RejectedException.at(
          Problem.Kind.UNIQUENESS, AttributePath.of("name"), "There is one of that name.");
    }
    lastPassword = password;
    return put(caller, draft, 1);
  }

  private Administrator put(Caller caller, Administrator.Draft draft, long version) {
    Administrator administrator =
        new Administrator(
            draft.name(),
            draft.displayName(),
            draft.email(),
            draft.roles(),
            draft.targets(),
            draft.enabled(),
            version);
    if (!caller.trial()) {
      byName.put(draft.name(), administrator);
    }
    return administrator;
  }

  @Override
  public Administrator replace(
      Caller caller, String name, long expectedVersion, Administrator.Draft draft) {
    return put(caller, draft, expectedVersion + 1);
  }

  @Override
  public void delete(Caller caller, String name, long expectedVersion) {
    byName.remove(name);
  }

  @Override
  public void setPassword(Caller caller, String name, String password) {
    lastPassword = password;
  }
}
