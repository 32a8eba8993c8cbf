package io.tessera.store.spi;

import io.tessera.model.Names;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.osgi.annotation.versioning.ConsumerType;

/** Those who administer the server. They are no identities. */
@ConsumerType
public interface Principals {
  /** What records of the journal call them. */
  String OBJECT = "administrator";

  /** The id that records of the journal have for one, in whatever case its name is written. */
  static UUID idOf(String name) {
    return UUID.nameUUIDFromBytes(
        (OBJECT + "/" + Names.fold(name)).getBytes(StandardCharsets.UTF_8));
  }

  boolean anyExists();

  Optional<Principal> find(String name);

  /**
   * Creates it (version 1) or puts its next version in place, and writes the record of it, which
   * names what changed.
   */
  void put(Principal principal, Change.Origin origin);

  /** All, by name; there are few. */
  List<Principal> list();

  /**
   * Removes it, and writes the record of it.
   *
   * @throws io.tessera.model.RejectedException STALE when the present version is another
   */
  void remove(String name, long version, Change.Origin origin);

  /**
   * @param email empty for none
   * @param passwordHash in PHC format
   * @param stamp another one ends what was begun before
   * @param roles keys
   * @param targets those it is limited to, where a role limits it to some
   */
  record Principal(
      String name,
      String displayName,
      String email,
      String passwordHash,
      long version,
      String stamp,
      boolean enabled,
      Set<String> roles,
      Set<UUID> targets) {
    public Principal {
      roles = Set.copyOf(roles);
      targets = Set.copyOf(targets);
    }

    @Override
    public String toString() {
      return "Principal[" + name + ", version " + version + "]";
    }
  }
}
