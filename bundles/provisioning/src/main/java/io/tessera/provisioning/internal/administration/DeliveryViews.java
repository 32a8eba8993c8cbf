package io.tessera.provisioning.internal.administration;

import io.tessera.provisioning.api.admin.Account;
import io.tessera.provisioning.api.admin.CallView;
import io.tessera.provisioning.api.admin.HeldBatch;
import io.tessera.provisioning.api.admin.OperationView;
import io.tessera.provisioning.internal.configuration.Snapshot;
import io.tessera.store.spi.AccountLink;
import io.tessera.store.spi.Attempt;
import io.tessera.store.spi.DeliveryLog.Entry;
import io.tessera.store.spi.DeliveryLog.Linked;
import io.tessera.store.spi.Removals.Batch;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the store knows of deliveries, as operators see it: with the names of targets. */
record DeliveryViews(Snapshot snapshot) {
  Account of(Linked linked) {
    @Nullable AccountLink link = linked.link();
    return new Account(
        linked.lane().target(),
        name(linked.lane().target()),
        linked.lane().type(),
        linked.lane().resource(),
        link == null || !link.known() ? null : link.remoteId(),
        link == null ? Account.State.AWAITED : Account.State.valueOf(link.state().name()),
        link == null ? 0 : link.deliveredVersion(),
        linked.updated());
  }

  OperationView of(Entry entry) {
    String failure = entry.failure();
    return new OperationView(
        entry.id(),
        entry.change(),
        entry.causality(),
        entry.lane().target(),
        name(entry.lane().target()),
        entry.lane().type(),
        entry.lane().resource(),
        null,
        entry.version(),
        OperationView.Kind.valueOf(entry.kind().name()),
        OperationView.State.valueOf(entry.state().name()),
        entry.attempts(),
        failure == null ? null : word(failure),
        entry.detail(),
        entry.created(),
        entry.due(),
        entry.finished());
  }

  HeldBatch of(Batch batch) {
    return new HeldBatch(
        batch.id(),
        batch.target(),
        name(batch.target()),
        HeldBatch.State.valueOf(batch.state().name()),
        batch.opened(),
        batch.reason(),
        batch.operations(),
        batch.decided(),
        batch.decidedBy(),
        batch.remark());
  }

  static CallView of(Attempt attempt) {
    return new CallView(
        attempt.number(),
        attempt.started(),
        attempt.took(),
        attempt.node(),
        attempt.connector(),
        word(attempt.action()),
        word(attempt.result()),
        attempt.detail(),
        attempt.request(),
        attempt.answer());
  }

  private static String word(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private String name(UUID target) {
    return snapshot.target(target).map(t -> t.target().name()).orElse("");
  }
}
