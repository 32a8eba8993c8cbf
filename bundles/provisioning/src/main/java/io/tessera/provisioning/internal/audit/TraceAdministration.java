package io.tessera.provisioning.internal.audit;

import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Deliveries;
import io.tessera.provisioning.api.admin.Slice;
import io.tessera.provisioning.api.admin.Traces;
import io.tessera.store.spi.AuditTrail;
import io.tessera.store.spi.AuditTrail.Entry;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Puts together what a request caused. */
@Component(service = Traces.class)
public final class TraceAdministration implements Traces {
  private final AuditTrail trail;

  /** Nobody who may follow traces is limited to some targets. */
  private static final Caller ALL = Caller.internal("trace", "");

  private final Deliveries deliveries;

  @Activate
  public TraceAdministration(
      @Reference(name = "trail") AuditTrail trail,
      @Reference(name = "deliveries") Deliveries deliveries) {
    this.trail = trail;
    this.deliveries = deliveries;
  }

  @Override
  public Slice<TracedChange> of(String causality, @Nullable String cursor, int limit) {
    AuditTrail.Selection selection =
        new AuditTrail.Selection(null, null, null, null, null, null, null, null, causality);
    AuditTrail.Found found = trail.find(selection, AuditViews.place(cursor), limit);
    return new Slice<>(
        found.entries().stream().flatMap(this::change).toList(), AuditViews.cursor(found.next()));
  }

  private Stream<TracedChange> change(Entry entry) {
    return trail.change(entry.id()).stream()
        .map(details -> new TracedChange(AuditViews.of(details), operations(entry)));
  }

  /** One that is purged meanwhile is left out. */
  private List<TracedOperation> operations(Entry entry) {
    if (!entry.kind().isOfResource()) {
      return List.of();
    }
    return trail.operations(entry.resource(), entry.id()).stream()
        .flatMap(id -> deliveries.operation(ALL, id).stream())
        .map(operation -> new TracedOperation(operation, deliveries.calls(ALL, operation.id())))
        .toList();
  }
}
