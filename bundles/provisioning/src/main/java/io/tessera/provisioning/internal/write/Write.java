package io.tessera.provisioning.internal.write;

import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.internal.configuration.Snapshot;
import io.tessera.store.spi.Change;
import io.tessera.store.spi.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** One write under way in its transaction, by the configuration it sees. */
final class Write {
  private final Transaction tx;
  private final Snapshot snapshot;
  private final Caller caller;
  private final List<Recorded> recorded = new ArrayList<>();

  Write(Transaction tx, Snapshot snapshot, Caller caller) {
    this.tx = tx;
    this.snapshot = snapshot;
    this.caller = caller;
  }

  /** A change that was written down, and the targets it goes to. */
  record Recorded(UUID change, ResourceId resource, List<UUID> targets) {}

  Transaction tx() {
    return tx;
  }

  Snapshot snapshot() {
    return snapshot;
  }

  /** What resources of a type may carry. */
  ResourceSchema schema(ResourceType type) {
    return snapshot.schema(type);
  }

  Caller caller() {
    return caller;
  }

  void record(Change change, List<UUID> targets) {
    tx.record(change, targets);
    recorded.add(new Recorded(change.id(), change.resource(), targets));
  }

  List<Recorded> recorded() {
    return recorded;
  }
}
