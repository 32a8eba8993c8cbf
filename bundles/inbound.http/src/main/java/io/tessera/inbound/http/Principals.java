package io.tessera.inbound.http;

import io.tessera.provisioning.api.Administrators;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.IdentityCredentials;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.TargetScope;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Who may sign in: administrators, and identities with a password, who may see and change
 * themselves and nothing else. An administrator's name hides an identity's.
 */
final class Principals {
  private static final Set<Permission> SELF =
      Set.of(Permission.SELF_READ, Permission.SELF_WRITE, Permission.DISCOVERY);

  private final Administrators administrators;
  private final IdentityCredentials identities;
  private final boolean identitiesMay;

  Principals(Administrators administrators, IdentityCredentials identities, boolean identitiesMay) {
    this.administrators = administrators;
    this.identities = identities;
    this.identitiesMay = identitiesMay;
  }

  /**
   * Who has this name and may sign in.
   *
   * @param name an administrator's; {@code userName} or {@code DOMAIN/userName} of an identity
   */
  Optional<Principal> named(String name) {
    return named(name, identities::credential);
  }

  /**
   * The same as it is at this moment. An identity that has just got a new password is not told that
   * it is wrong because the old one is remembered.
   */
  Optional<Principal> present(String name) {
    return named(name, identities::present);
  }

  private Optional<Principal> named(
      String name, BiFunction<String, String, Optional<IdentityCredentials.Credential>> read) {
    Optional<Administrators.Credential> administrator = administrators.credential(name);
    if (administrator.isPresent()) {
      return administrator.filter(Administrators.Credential::enabled).map(Principals::of);
    }
    return identitiesMay ? identity(name, read) : Optional.empty();
  }

  private static Principal of(Administrators.Credential administrator) {
    return new Principal(
        administrator.name(),
        administrator.passwordHash(),
        administrator.version(),
        administrator.permissions(),
        Caller.PRIMARY,
        null,
        administrator.targets());
  }

  private static Optional<Principal> identity(
      String name, BiFunction<String, String, Optional<IdentityCredentials.Credential>> read) {
    int slash = name.indexOf('/');
    String domain = slash < 0 ? Caller.PRIMARY : name.substring(0, slash).toUpperCase(Locale.ROOT);
    return read.apply(domain, name.substring(slash + 1))
        .filter(IdentityCredentials.Credential::active)
        .map(
            found ->
                new Principal(
                    name,
                    found.passwordHash(),
                    found.version(),
                    SELF,
                    domain,
                    found.id(),
                    TargetScope.ALL));
  }
}
