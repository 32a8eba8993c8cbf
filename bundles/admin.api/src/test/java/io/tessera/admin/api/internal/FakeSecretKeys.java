package io.tessera.admin.api.internal;

import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.SecretKeys;
import java.util.ArrayList;
import java.util.List;

/** Keys in memory; all secrets are encrypted with the last one. */
final class FakeSecretKeys implements SecretKeys {
  static final int SECRETS = 3;

  private final List<String> ids = new ArrayList<>(List.of("k0"));
  private int made;

  @Override
  public List<SecretKey> list() {
    String last = ids.get(ids.size() - 1);
    return ids.stream()
        .map(id -> new SecretKey(id, id.equals(last), id.equals(last) ? SECRETS : 0))
        .toList();
  }

  @Override
  public SecretKey add(Caller caller) {
    made++;
    ids.add(0, "k" + made);
    return new SecretKey("k" + made, false, 0);
  }

  @Override
  public int use(Caller caller, String id) {
    if (!ids.remove(id)) {
      throw RejectedException.of(Problem.Kind.NOT_FOUND, "There is no key " + id + ".");
    }
    ids.add(id);
    return SECRETS;
  }

  @Override
  public void remove(Caller caller, String id) {
    if (ids.indexOf(id) == ids.size() - 1) {
      throw RejectedException.of(Problem.Kind.CONFLICT, "The key " + id + " encrypts.");
    }
    ids.remove(id);
  }
}
