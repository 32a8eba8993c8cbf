package io.tessera.provisioning.api;

import io.tessera.model.ResourceId;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** How identities sign in as themselves. */
@ProviderType
public interface IdentityCredentials {
  /**
   * What the gate needs to verify a sign-in. At most five seconds stale, so that a changed password
   * or a disabled identity acts at once on every node.
   *
   * @param domain name of the user store domain
   * @param userName in any case
   * @return empty when there is no such identity, or it has no password
   */
  Optional<Credential> credential(String domain, String userName);

  /** The same, as it is at this moment; for who has a password to hash anyway. */
  default Optional<Credential> present(String domain, String userName) {
    return credential(domain, userName);
  }

  /**
   * How an identity signs in.
   *
   * @param id the user it is, in SCIM
   * @param version changes with the password
   * @param active false refuses every sign-in
   * @param passwordHash in PHC string format
   */
  record Credential(ResourceId id, long version, boolean active, String passwordHash) {
    /** Never the hash. */
    @Override
    public String toString() {
      return "Credential[" + id + ", version " + version + "]";
    }
  }
}
