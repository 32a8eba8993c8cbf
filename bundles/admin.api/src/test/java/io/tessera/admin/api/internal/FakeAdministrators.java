package io.tessera.admin.api.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Administrators;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** One administrator, whose password is its own hash. */
final class FakeAdministrators implements Administrators {
  static final int SHORTEST = 12;

  private final String token = UUID.randomUUID().toString();
  private String password = "";
  private Set<Permission> permissions = EnumSet.allOf(Permission.class);
  private long version = 1;

  String token() {
    return token;
  }

  String password() {
    return password;
  }

  /** As before the bootstrap. */
  void clear() {
    password = "";
    permit(EnumSet.allOf(Permission.class));
  }

  void permit(Set<Permission> only) {
    permissions = only;
    version++;
  }

  @Override
  public boolean anyExists() {
    return !password.isEmpty();
  }

  @Override
  public Optional<Credential> credential(String name) {
    return anyExists() && name.equals("admin")
        ? Optional.of(new Credential(name, password, version, true, permissions))
        : Optional.empty();
  }

  @Override
  public void bootstrap(String given, String newPassword) {
    if (anyExists() || !given.equals(token)) {
      throw RejectedException.of(Problem.Kind.FORBIDDEN, "The token is wrong or used up.");
    }
    set(newPassword);
  }

  @Override
  public void changePassword(Caller caller, String newPassword) {
    set(newPassword);
  }

  private void set(String newPassword) {
    if (newPassword.length() < SHORTEST) {
      throw RejectedException.at(
          Problem.Kind.INVALID_VALUE, AttributePath.of("password"), "It is too short.");
    }
    password = newPassword;
    version++;
  }
}
