package io.tessera.provisioning.api;

import io.tessera.model.RejectedException;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The principals of the server itself. They are no identities: never in {@code /Users}, never
 * provisioned.
 */
@ProviderType
public interface Administrators {
  /** Whether the server has been bootstrapped. Cheap once true. */
  boolean anyExists();

  /**
   * What the gate needs to verify a sign-in. At most five seconds stale, so that a changed password
   * or a disabled administrator acts at once on every node.
   */
  Optional<Credential> credential(String name);

  /**
   * Creates the first administrator, {@code admin}.
   *
   * @param token the content of the bootstrap token file
   * @throws RejectedException the token is wrong or used up, the password too weak, or there is an
   *     administrator already
   */
  void bootstrap(String token, String password);

  /**
   * Changes one's own password.
   *
   * @throws RejectedException the new password is too weak
   */
  void changePassword(Caller caller, String newPassword);

  /**
   * How an administrator signs in, and as whom.
   *
   * @param displayName for people; empty where none is known
   * @param passwordHash in PHC string format
   * @param version changes with the password and with the rights
   * @param stamp changes with the password and when the administrator is disabled; what was begun
   *     under another one has ended
   * @param roles keys
   * @param permissions what the roles come to
   * @param targets which targets they are about
   */
  record Credential(
      String name,
      String displayName,
      String passwordHash,
      long version,
      String stamp,
      boolean enabled,
      Set<String> roles,
      Set<Permission> permissions,
      TargetScope targets) {
    public Credential {
      roles = Set.copyOf(roles);
      permissions = Set.copyOf(permissions);
    }

    /** Of somebody with permissions and no roles. */
    public Credential(
        String name,
        String passwordHash,
        long version,
        boolean enabled,
        Set<Permission> permissions) {
      this(
          name,
          "",
          passwordHash,
          version,
          Long.toString(version),
          enabled,
          Set.of(),
          permissions,
          TargetScope.ALL);
    }

    /** Never the hash. */
    @Override
    public String toString() {
      return "Credential[" + name + ", version " + version + "]";
    }
  }
}
