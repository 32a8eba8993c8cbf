package io.tessera.provisioning.internal.write;

import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.admin.DeliverySettings.Passwords;
import io.tessera.provisioning.internal.configuration.Snapshot;
import io.tessera.provisioning.internal.passthrough.Payloads;
import io.tessera.provisioning.internal.passthrough.Payloads.SealedPassword;
import io.tessera.store.spi.Change;
import io.tessera.store.spi.Transaction;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The password that a write gives a user, on its way to the targets that want it. */
final class CarriedPassword {
  private final Payloads payloads;
  private final String clear;

  CarriedPassword(Payloads payloads, String clear) {
    this.payloads = payloads;
    this.clear = clear;
  }

  /** Seals it into the operations of a change that were recorded in this transaction. */
  void into(Transaction tx, Snapshot snapshot, Change change, Collection<UUID> targets) {
    List<UUID> wanting =
        targets.stream()
            .filter(
                id ->
                    snapshot
                        .target(id)
                        .filter(t -> t.target().delivery().passwords() == Passwords.PASS_THROUGH)
                        .isPresent())
            .toList();
    if (change.type() == ResourceType.USER
        && change.kind() != Change.Kind.DELETE
        && !wanting.isEmpty()) {
      SealedPassword sealed = payloads.sealPassword(change.id(), clear);
      tx.passed().carry(change, wanting, sealed.text(), sealed.key());
    }
  }

  /** Nothing of it. */
  @Override
  public String toString() {
    return "CarriedPassword";
  }
}
