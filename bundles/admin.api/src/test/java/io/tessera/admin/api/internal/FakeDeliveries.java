package io.tessera.admin.api.internal;

import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Account;
import io.tessera.provisioning.api.admin.CallView;
import io.tessera.provisioning.api.admin.Deliveries;
import io.tessera.provisioning.api.admin.HeldBatch;
import io.tessera.provisioning.api.admin.OperationView;
import io.tessera.provisioning.api.admin.OperationView.State;
import io.tessera.provisioning.api.admin.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Operations and accounts in memory. */
final class FakeDeliveries implements Deliveries {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  static final UUID BATCH = UUID.randomUUID();

  private final Map<UUID, OperationView> operations = new LinkedHashMap<>();
  private Selection lastSelection = new Selection(null, null, null, null);
  private Search lastSearch = new Search(Set.of(), Set.of(), Set.of(), null, null, null);
  private String lastReason = "";

  Selection lastSelection() {
    return lastSelection;
  }

  Search lastSearch() {
    return lastSearch;
  }

  String lastReason() {
    return lastReason;
  }

  void clear() {
    operations.clear();
  }

  OperationView add(State state) {
    return put(UUID.randomUUID(), state);
  }

  private OperationView put(UUID id, State state) {
    boolean waits = state == State.WAITING;
    OperationView operation =
        new OperationView(
            id,
            UUID.randomUUID(),
            "causality",
            UUID.randomUUID(),
            "hr",
            ResourceType.USER,
            new ResourceId(UUID.randomUUID()),
            "Alice",
            7,
            OperationView.Kind.UPDATE,
            state,
            2,
            "invalid",
            "refused",
            NOW,
            waits ? NOW : null,
            waits ? null : NOW);
    operations.put(id, operation);
    return operation;
  }

  @Override
  public List<Account> accountsOf(Caller caller, ResourceId resource) {
    return List.of(account("remote", Account.State.ACTIVE), account(null, Account.State.AWAITED));
  }

  private static Account account(@Nullable String remoteId, Account.State state) {
    return new Account(
        UUID.randomUUID(),
        "hr",
        ResourceType.GROUP,
        new ResourceId(UUID.randomUUID()),
        remoteId,
        state,
        3,
        NOW);
  }

  @Override
  public Slice<Account> accountsAt(Caller caller, UUID target, @Nullable String cursor, int limit) {
    return new Slice<>(List.of(account(cursor, Account.State.ACTIVE)), "cursor-" + limit);
  }

  @Override
  public Slice<OperationView> operations(
      Caller caller, Selection selection, @Nullable String cursor, int limit) {
    lastSelection = selection;
    return new Slice<>(operations.values().stream().limit(limit).toList(), null);
  }

  @Override
  public Slice<OperationView> search(
      Caller caller, Search search, @Nullable String cursor, int limit) {
    lastSearch = search;
    return new Slice<>(operations.values().stream().limit(limit).toList(), null);
  }

  @Override
  public Optional<OperationView> operation(Caller caller, UUID id) {
    return Optional.ofNullable(operations.get(id));
  }

  @Override
  public OperationView retry(Caller caller, UUID operation) {
    if (operations.get(operation).state() == State.DONE) {
      throw RejectedException.of(Problem.Kind.CONFLICT, "The operation is done with.");
    }
    return put(operation, State.WAITING);
  }

  @Override
  public OperationView discard(Caller caller, UUID operation, String reason) {
    lastReason = reason;
    return put(operation, State.DISCARDED);
  }

  @Override
  public Attributes payload(Caller caller, UUID operation) {
    return Attributes.builder().put("userName", "alice").build();
  }

  @Override
  public List<CallView> calls(Caller caller, UUID operation) {
    return List.of(
        new CallView(
            1,
            NOW,
            Duration.ofMillis(7),
            "node",
            "connector 1.0",
            "create",
            "invalid",
            "refused",
            payload(caller, operation),
            null));
  }

  @Override
  public OperationView edit(Caller caller, UUID operation, Attributes state) {
    lastReason = state.text("userName").orElse("");
    return put(operation, State.WAITING);
  }

  @Override
  public OperationView complete(Caller caller, UUID operation, @Nullable String remoteId) {
    lastReason = String.valueOf(remoteId);
    return put(operation, State.DONE);
  }

  @Override
  public OperationView refuse(Caller caller, UUID operation, String detail) {
    lastReason = detail;
    return put(operation, State.DEAD);
  }

  @Override
  public int retryAll(Caller caller, Selection selection) {
    lastSelection = selection;
    return operations.size();
  }

  @Override
  public int discardAll(Caller caller, Selection selection, String reason) {
    lastSelection = selection;
    lastReason = reason;
    return operations.size();
  }

  @Override
  public List<HeldBatch> batches(
      Caller caller, @Nullable UUID target, HeldBatch.@Nullable State state) {
    return List.of(batch(HeldBatch.State.OPEN));
  }

  @Override
  public Optional<HeldBatch> batch(Caller caller, UUID id) {
    return id.equals(BATCH) ? Optional.of(batch(HeldBatch.State.OPEN)) : Optional.empty();
  }

  @Override
  public HeldBatch allow(Caller caller, UUID batch) {
    return batch(HeldBatch.State.ALLOWED);
  }

  @Override
  public HeldBatch reject(Caller caller, UUID batch, String reason) {
    lastReason = reason;
    return batch(HeldBatch.State.REJECTED);
  }

  private static HeldBatch batch(HeldBatch.State state) {
    return new HeldBatch(BATCH, UUID.randomUUID(), "hr", state, NOW, "many", 980, null, null, null);
  }
}
