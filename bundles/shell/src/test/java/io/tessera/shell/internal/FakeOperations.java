package io.tessera.shell.internal;

import io.tessera.model.Attributes;
import io.tessera.model.MembershipDelta;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Account;
import io.tessera.provisioning.api.admin.AuditDetails;
import io.tessera.provisioning.api.admin.AuditRecord;
import io.tessera.provisioning.api.admin.CallView;
import io.tessera.provisioning.api.admin.Deliveries;
import io.tessera.provisioning.api.admin.HeldBatch;
import io.tessera.provisioning.api.admin.OperationView;
import io.tessera.provisioning.api.admin.Slice;
import io.tessera.provisioning.api.admin.Traces;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Operations in memory, newest first; each was called for once. */
final class FakeOperations implements Deliveries, Traces {
  static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

  private final List<OperationView> operations = new ArrayList<>();
  private @Nullable Caller lastWriter;

  /** Somebody's operation at a target, made that long before noon. */
  OperationView add(
      UUID target,
      String who,
      long version,
      OperationView.State state,
      @Nullable String failure,
      Duration age) {
    OperationView operation =
        new OperationView(
            UUID.randomUUID(),
            UUID.randomUUID(),
            "causality-1",
            target,
            "hr",
            ResourceType.USER,
            new ResourceId(
                UUID.nameUUIDFromBytes(who.getBytes(java.nio.charset.StandardCharsets.UTF_8))),
            who,
            version,
            OperationView.Kind.UPDATE,
            state,
            failure == null ? 0 : 2,
            failure,
            failure == null ? "" : "it said no",
            NOON.minus(age),
            state == OperationView.State.WAITING ? NOON.plusSeconds(30) : null,
            null);
    operations.add(0, operation);
    return operation;
  }

  Optional<Caller> lastWriter() {
    return Optional.ofNullable(lastWriter);
  }

  @Override
  public Slice<OperationView> search(
      Caller caller, Search search, @Nullable String cursor, int limit) {
    List<OperationView> found =
        operations.stream()
            .filter(o -> search.targets().isEmpty() || search.targets().contains(o.target()))
            .filter(o -> search.states().isEmpty() || search.states().contains(o.state()))
            .toList();
    int from = cursor == null ? 0 : Integer.parseInt(cursor);
    int to = Math.min(from + limit, found.size());
    return new Slice<>(found.subList(from, to), to < found.size() ? Integer.toString(to) : null);
  }

  @Override
  public Optional<OperationView> operation(Caller caller, UUID id) {
    return operations.stream().filter(o -> o.id().equals(id)).findFirst();
  }

  @Override
  public List<CallView> calls(Caller caller, UUID operation) {
    return List.of(
        new CallView(
            1,
            NOON,
            Duration.ofMillis(12),
            "node-1",
            "ldap 1.0",
            "update",
            "invalid",
            "no\u001b[2J",
            null,
            null));
  }

  @Override
  public OperationView retry(Caller caller, UUID operation) {
    lastWriter = caller;
    return operation(caller, operation).orElseThrow();
  }

  @Override
  public Slice<TracedChange> of(String causality, @Nullable String cursor, int limit) {
    return new Slice<>(
        operations.stream()
            .filter(o -> o.causality().equals(causality))
            .map(FakeOperations::traced)
            .toList(),
        null);
  }

  private static TracedChange traced(OperationView operation) {
    AuditRecord done =
        new AuditRecord(
            operation.change(),
            operation.created(),
            AuditRecord.Kind.UPDATE,
            operation.type().toString(),
            operation.resource(),
            operation.version(),
            "resident",
            "hr-import",
            "SCIM2",
            operation.causality(),
            1,
            Attributes.empty(),
            null,
            null);
    return new TracedChange(
        new AuditDetails(done, Attributes.empty(), null, null, MembershipDelta.NONE, null, null),
        List.of(new TracedOperation(operation, List.of())));
  }

  @Override
  public List<Account> accountsOf(Caller caller, ResourceId resource) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Slice<Account> accountsAt(Caller caller, UUID target, @Nullable String cursor, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Slice<OperationView> operations(
      Caller caller, Selection selection, @Nullable String cursor, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Attributes payload(Caller caller, UUID operation) {
    throw new UnsupportedOperationException();
  }

  @Override
  public OperationView discard(Caller caller, UUID operation, String reason) {
    throw new UnsupportedOperationException();
  }

  @Override
  public OperationView edit(Caller caller, UUID operation, Attributes state) {
    throw new UnsupportedOperationException();
  }

  @Override
  public OperationView complete(Caller caller, UUID operation, @Nullable String remoteId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public OperationView refuse(Caller caller, UUID operation, String detail) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int retryAll(Caller caller, Selection selection) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int discardAll(Caller caller, Selection selection, String reason) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<HeldBatch> batches(
      Caller caller, @Nullable UUID target, HeldBatch.@Nullable State state) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<HeldBatch> batch(Caller caller, UUID id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public HeldBatch allow(Caller caller, UUID batch) {
    throw new UnsupportedOperationException();
  }

  @Override
  public HeldBatch reject(Caller caller, UUID batch, String reason) {
    throw new UnsupportedOperationException();
  }
}
