package io.tessera.connector.google.internal;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.RemoteId;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Addresses users had before a rename, which the directory makes aliases and which are to be given
 * up. They are kept until that has come about, since a rename that is tried again is none any more;
 * but not beyond a restart.
 */
final class OldAddresses {
  private static final int MOST = 1_000;

  private final DirectoryClient client;

  /** By the ids of users; of each address whether the directory has denied that it is an alias. */
  private final Map<String, Map<String, Boolean>> kept =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<String, Boolean>> eldest) {
          return size() > MOST;
        }
      };

  OldAddresses(DirectoryClient client) {
    this.client = client;
  }

  /** Before the rename: where there is no answer to it, it may have come about. */
  void keep(RemoteId id, String address) {
    set(id, address, false);
  }

  private synchronized void set(RemoteId id, String address, boolean denied) {
    kept.computeIfAbsent(id.value(), user -> new LinkedHashMap<>())
        .put(Addresses.key(address), denied);
  }

  synchronized boolean has(RemoteId id) {
    return kept.containsKey(id.value());
  }

  private synchronized Map<String, Boolean> of(RemoteId id) {
    return Map.copyOf(kept.getOrDefault(id.value(), Map.of()));
  }

  synchronized void forget(RemoteId id) {
    kept.remove(id.value());
  }

  private synchronized void forget(RemoteId id, String address) {
    Map<String, Boolean> all = kept.getOrDefault(id.value(), new LinkedHashMap<>());
    all.remove(address);
    if (all.isEmpty()) {
      forget(id);
    }
  }

  /**
   * Gives them up.
   *
   * @param path of the user
   * @param name the address the user has by now
   * @param before the user as it was before this change
   * @throws TargetFailure one has to be given up later
   */
  void giveUp(RemoteId id, String path, String name, Attributes before)
      throws TargetFailure, InterruptedException {
    for (Map.Entry<String, Boolean> each : of(id).entrySet()) {
      String address = each.getKey();
      boolean denied = each.getValue();
      boolean isOld = !address.equals(Addresses.key(name));
      if (isOld && (!denied || isAlias(address, before))) {
        remove(id, path, address, denied);
      }
      forget(id, address);
    }
  }

  private static boolean isAlias(String address, Attributes user) {
    return user.get("aliases").orElse(Value.NONE).elements().stream()
        .anyMatch(each -> each instanceof Value.Text text && isSame(text.value(), address));
  }

  private static boolean isSame(String one, String other) {
    return Addresses.key(one).equals(Addresses.key(other));
  }

  /** An alias may show late; to wait for it once is enough, as there may be none. */
  private void remove(RemoteId id, String path, String address, boolean denied)
      throws TargetFailure, InterruptedException {
    try {
      client.delete(path + "/aliases/" + DirectoryClient.encode(address));
    } catch (TargetFailure refused) {
      if (refused.failed().kind() != FailureKind.GONE) {
        throw refused;
      }
      if (!denied) {
        set(id, address, true);
        throw TargetFailure.of(
            FailureKind.TRANSIENT, "The directory does not show the old address as an alias yet.");
      }
    }
  }
}
