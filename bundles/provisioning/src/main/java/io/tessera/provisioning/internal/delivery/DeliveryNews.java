package io.tessera.provisioning.internal.delivery;

import io.tessera.provisioning.internal.delivery.DeliveryWaits.Report;
import io.tessera.provisioning.internal.delivery.DeliveryWaits.Stand;
import io.tessera.store.spi.Completion;
import io.tessera.store.spi.Completion.Finished;
import io.tessera.store.spi.Completion.Next;
import io.tessera.store.spi.Lane;
import io.tessera.store.spi.Lane.Queued;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Tells callers that wait what became of their changes in a lane. */
record DeliveryNews(DeliveryWaits waits, Lane lane, Completion completion) {
  void tell() {
    if (waits.isNobody()) {
      return;
    }
    Set<UUID> finished =
        completion.finished().stream().map(Finished::operation).collect(Collectors.toSet());
    Report others = others(completion.next());
    for (Queued queued : lane.queue()) {
      Report report = finished.contains(queued.operation()) ? new Report(Stand.DONE, "") : others;
      waits.tell(queued.change(), lane.key().target(), report);
    }
  }

  private static Report others(Next next) {
    if (next instanceof Next.Hold hold) {
      return new Report(Stand.STOPPED, hold.detail());
    }
    if (next instanceof Next.Guard guard) {
      return new Report(Stand.STOPPED, guard.detail());
    }
    if (next instanceof Next.Await await) {
      return new Report(Stand.STOPPED, await.detail());
    }
    return new Report(Stand.RETRIED, next instanceof Next.Retry retry ? retry.detail() : "");
  }
}
