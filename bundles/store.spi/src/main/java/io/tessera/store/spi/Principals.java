package io.tessera.store.spi;

import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/** Those who administer the server. They are no identities. */
@ConsumerType
public interface Principals {
  boolean anyExists();

  Optional<Principal> find(String name);

  /** Creates it (version 1) or puts its next version in place. */
  void put(Principal principal);

  /**
   * @param passwordHash in PHC format
   * @param permissions keys
   */
  record Principal(
      String name, String passwordHash, long version, boolean enabled, Set<String> permissions) {
    public Principal {
      permissions = Set.copyOf(permissions);
    }

    @Override
    public String toString() {
      return "Principal[" + name + ", version " + version + "]";
    }
  }
}
