package io.tessera.provisioning.internal.administration;

import static io.tessera.model.Problem.Kind.CONFLICT;
import static io.tessera.model.Problem.Kind.INVALID_VALUE;
import static io.tessera.model.Problem.Kind.NOT_FOUND;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Account;
import io.tessera.provisioning.api.admin.CallView;
import io.tessera.provisioning.api.admin.Deliveries;
import io.tessera.provisioning.api.admin.HeldBatch;
import io.tessera.provisioning.api.admin.OperationView;
import io.tessera.provisioning.api.admin.Slice;
import io.tessera.provisioning.internal.Records;
import io.tessera.provisioning.internal.configuration.LiveConfiguration;
import io.tessera.provisioning.internal.delivery.DeadOperations;
import io.tessera.provisioning.internal.delivery.Doorbell;
import io.tessera.provisioning.internal.passthrough.Payloads;
import io.tessera.store.spi.Deed;
import io.tessera.store.spi.DeliveryLog;
import io.tessera.store.spi.Lanes;
import io.tessera.store.spi.Removals;
import io.tessera.store.spi.Store;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The use cases of operations and accounts. */
@Component(service = Deliveries.class)
public final class DeliveryAdministration implements Deliveries {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryAdministration.class);

  private static final String OPERATION = "operation";
  private static final int MOST_BATCHES = 100;
  private static final String DONE_WITH =
      "The operation is done with, or waits in a batch that is decided as a whole.";
  private static final String SEALED =
      "What this operation carries is only passed on: nobody sees it or changes it here.";
  private static final String NOT_PENDING = "The operation is not pending at its target.";
  private static final String DECIDED = "The batch has been decided already.";

  private final Store store;
  private final Lanes lanes;
  private final Removals removals;
  private final DeliveryLog log;
  private final LiveConfiguration configuration;
  private final Doorbell doorbell;

  @Activate
  public DeliveryAdministration(
      @Reference(name = "store") Store store,
      @Reference(name = "lanes") Lanes lanes,
      @Reference(name = "removals") Removals removals,
      @Reference(name = "log") DeliveryLog log,
      @Reference(name = "configuration") LiveConfiguration configuration,
      @Reference(name = "doorbell") Doorbell doorbell) {
    this.store = store;
    this.lanes = lanes;
    this.removals = removals;
    this.log = log;
    this.configuration = configuration;
    this.doorbell = doorbell;
  }

  @Override
  public List<Account> accountsOf(Caller caller, ResourceId resource) {
    return log.accountsOf(resource).stream()
        .map(views()::of)
        .filter(account -> caller.targets().sees(account.target()))
        .toList();
  }

  @Override
  public Slice<Account> accountsAt(Caller caller, UUID target, @Nullable String cursor, int limit) {
    if (!caller.targets().sees(target)) {
      return new Slice<>(List.of(), null);
    }
    @Nullable ResourceId after =
        cursor == null
            ? null
            : ResourceId.parse(cursor).orElseThrow(DeliveryAdministration::badCursor);
    return slice(
        log.accountsAt(target, after, limit + 1),
        limit,
        views()::of,
        l -> l.lane().resource().toString());
  }

  @Override
  public Slice<OperationView> operations(
      Caller caller, Selection selection, @Nullable String cursor, int limit) {
    @Nullable UUID after = cursor == null ? null : uuid(cursor);
    List<DeliveryLog.Entry> found =
        seen(caller, selection).stream()
            .flatMap(one -> log.operations(stored(one), after, limit + 1).stream())
            .sorted(Comparator.comparing((DeliveryLog.Entry e) -> e.id().toString()).reversed())
            .limit(limit + 1L)
            .toList();
    return slice(found, limit, views()::of, e -> e.id().toString());
  }

  /** What a caller asks for, as far as it is there for them: one by one where it is of some. */
  private static List<Selection> seen(Caller caller, Selection selection) {
    UUID target = selection.target();
    if (target != null) {
      return caller.targets().sees(target) ? List.of(selection) : List.of();
    }
    return caller
        .targets()
        .limit()
        .map(ids -> ids.stream().map(selection::at).toList())
        .orElseGet(() -> List.of(selection));
  }

  @Override
  public Slice<OperationView> search(
      Caller caller, Search search, @Nullable String cursor, int limit) {
    Optional<Search> wanted = seen(caller, search);
    if (wanted.isEmpty()) {
      return new Slice<>(List.of(), null);
    }
    DeliveryLog.Found found =
        log.search(stored(wanted.get()), cursor == null ? null : uuid(cursor), limit);
    UUID next = found.next();
    return new Slice<>(
        named(found.entries().stream().map(views()::of).toList()),
        next == null ? null : next.toString());
  }

  /** The part of it that is there for a caller; empty for none. */
  private static Optional<Search> seen(Caller caller, Search search) {
    if (caller.targets().limit().isEmpty()) {
      return Optional.of(search);
    }
    Set<UUID> targets = new HashSet<>(caller.targets().limit().get());
    if (!search.targets().isEmpty()) {
      targets.retainAll(search.targets());
    }
    return targets.isEmpty() ? Optional.empty() : Optional.of(search.at(targets));
  }

  private List<OperationView> named(List<OperationView> operations) {
    Set<ResourceId> resources =
        operations.stream().map(OperationView::resource).collect(Collectors.toSet());
    Map<ResourceId, String> names =
        resources.isEmpty() ? Map.of() : store.read(tx -> tx.resources().labels(resources));
    return operations.stream().map(o -> o.named(names.get(o.resource()))).toList();
  }

  private static DeliveryLog.Search stored(Search search) {
    String failure = search.failure();
    return new DeliveryLog.Search(
        search.targets(),
        search.resources(),
        search.states().stream()
            .map(state -> DeliveryLog.State.valueOf(state.name()))
            .collect(Collectors.toSet()),
        failure == null ? null : failure.toUpperCase(Locale.ROOT),
        search.from(),
        search.to());
  }

  private static DeliveryLog.Selection stored(Selection selection) {
    OperationView.@Nullable State state = selection.state();
    String failure = selection.failure();
    return new DeliveryLog.Selection(
        selection.target(),
        selection.resource(),
        state == null ? null : DeliveryLog.State.valueOf(state.name()),
        failure == null ? null : failure.toUpperCase(Locale.ROOT));
  }

  private DeliveryViews views() {
    return new DeliveryViews(configuration.held());
  }

  private static <F, T> Slice<T> slice(
      List<F> oneMore,
      int limit,
      Function<? super F, ? extends T> convert,
      Function<? super F, String> cursor) {
    List<F> page = oneMore.size() > limit ? oneMore.subList(0, limit) : oneMore;
    List<T> items = page.stream().<T>map(convert).toList();
    return new Slice<>(
        items, oneMore.size() > limit ? cursor.apply(page.get(page.size() - 1)) : null);
  }

  @Override
  public Optional<OperationView> operation(Caller caller, UUID id) {
    return log.operation(id)
        .map(views()::of)
        .filter(operation -> caller.targets().sees(operation.target()))
        .map(operation -> named(List.of(operation)).get(0));
  }

  @Override
  public Attributes payload(Caller caller, UUID operation) {
    requireKnown(caller, operation);
    Attributes payload = log.payload(operation).orElseThrow(DeliveryAdministration::unknown);
    require(!Payloads.isSealed(payload), SEALED);
    return payload;
  }

  @Override
  public List<CallView> calls(Caller caller, UUID operation) {
    requireKnown(caller, operation);
    return log.attempts(operation).stream().map(DeliveryViews::of).toList();
  }

  @Override
  public OperationView retry(Caller caller, UUID operation) {
    OperationView present = requireKnown(caller, operation);
    Deed record = record(caller, present, "retried", null);
    require(!log.retry(Set.of(operation), id -> record).isEmpty(), DONE_WITH);
    return decided(caller, operation, "tried again");
  }

  @Override
  public OperationView discard(Caller caller, UUID operation, String reason) {
    OperationView present = requireKnown(caller, operation);
    requireReason(reason);
    Deed record = record(caller, present, "discarded", reason);
    require(!log.discard(Set.of(operation), by(caller, reason), id -> record).isEmpty(), DONE_WITH);
    return decided(caller, operation, "discarded");
  }

  @Override
  public OperationView edit(Caller caller, UUID operation, Attributes state) {
    OperationView present = requireKnown(caller, operation);
    Attributes before = log.payload(operation).orElse(Attributes.empty());
    require(!Payloads.isSealed(before), SEALED);
    Attributes.Builder facts = facts(present, "edited", null);
    facts.put("changed", Records.list(differences(before, state)));
    Deed record = Records.decided(caller, OPERATION, operation, facts.build());
    require(
        log.edit(operation, state, record),
        "Only a dead operation that is no deletion can be edited.");
    return decided(caller, operation, "edited");
  }

  @Override
  public OperationView complete(Caller caller, UUID operation, @Nullable String remoteId) {
    OperationView present = requireKnown(caller, operation);
    require(
        lanes.settle(
            operation,
            new Lanes.Settlement.Done(remoteId, by(caller, "said it was done.")),
            record(caller, present, "completed", null)),
        NOT_PENDING);
    return decided(caller, operation, "completed");
  }

  @Override
  public OperationView refuse(Caller caller, UUID operation, String detail) {
    OperationView present = requireKnown(caller, operation);
    requireReason(detail);
    require(
        lanes.settle(
            operation,
            new Lanes.Settlement.Refused(by(caller, detail)),
            record(caller, present, "refused", detail)),
        NOT_PENDING);
    return decided(caller, operation, "refused");
  }

  @Override
  public int retryAll(Caller caller, Selection selection) {
    int tried =
        each(caller, selection, ids -> log.retry(ids, id -> record(caller, id, "retried", null)));
    LOG.info("{} operations: tried again on behalf of {}", tried, caller.actor());
    doorbell.ring();
    return tried;
  }

  @Override
  public int discardAll(Caller caller, Selection selection, String reason) {
    requireReason(reason);
    String why = by(caller, reason);
    int discarded =
        each(
            caller,
            selection,
            ids -> log.discard(ids, why, id -> record(caller, id, "discarded", reason)));
    LOG.info("{} operations: discarded on behalf of {}", discarded, caller.actor());
    doorbell.ring();
    return discarded;
  }

  private int each(Caller caller, Selection selection, Function<List<UUID>, Set<UUID>> work) {
    int done = 0;
    for (Selection one : seen(caller, selection)) {
      DeliveryLog.Selection stored = stored(one);
      done +=
          new DeadOperations(log).each(stored.target(), stored.resource(), stored.failure(), work);
    }
    return done;
  }

  @Override
  public List<HeldBatch> batches(
      Caller caller, @Nullable UUID target, HeldBatch.@Nullable State state) {
    Removals.@Nullable State in = state == null ? null : Removals.State.valueOf(state.name());
    return seen(caller, new Selection(target, null, null, null)).stream()
        .flatMap(one -> removals.batches(one.target(), in, MOST_BATCHES).stream())
        .map(views()::of)
        .sorted(Comparator.comparing(HeldBatch::opened).reversed())
        .limit(MOST_BATCHES)
        .toList();
  }

  @Override
  public Optional<HeldBatch> batch(Caller caller, UUID id) {
    return removals
        .batch(id)
        .map(views()::of)
        .filter(batch -> caller.targets().sees(batch.target()));
  }

  @Override
  public HeldBatch allow(Caller caller, UUID batch) {
    HeldBatch present = requireBatch(caller, batch);
    require(removals.allow(batch, record(caller, present, "allowed", null)), DECIDED);
    LOG.warn("batch {} of removals: allowed by {}", batch, caller.actor());
    doorbell.ring();
    return requireBatch(caller, batch);
  }

  @Override
  public HeldBatch reject(Caller caller, UUID batch, String reason) {
    HeldBatch present = requireBatch(caller, batch);
    requireReason(reason);
    require(
        removals.reject(batch, reason.strip(), record(caller, present, "rejected", reason)),
        DECIDED);
    LOG.warn("batch {} of removals: rejected by {}", batch, caller.actor());
    doorbell.ring();
    return requireBatch(caller, batch);
  }

  private static Deed record(
      Caller caller, OperationView operation, String action, @Nullable String reason) {
    return Records.decided(
        caller, OPERATION, operation.id(), facts(operation, action, reason).build());
  }

  /** Of one of many. */
  private static Deed record(
      Caller caller, UUID operation, String action, @Nullable String reason) {
    return Records.decided(
        caller, OPERATION, operation, because(Records.facts(action, ""), reason).build());
  }

  private static Deed record(
      Caller caller, HeldBatch batch, String action, @Nullable String reason) {
    Attributes.Builder facts = Records.facts(action, batch.targetName());
    return Records.decided(caller, "held-batch", batch.id(), because(facts, reason).build());
  }

  /** Not the name of whom it is about: what is told here is never erased. */
  private static Attributes.Builder facts(
      OperationView operation, String action, @Nullable String reason) {
    Attributes.Builder facts =
        Records.facts(action, operation.targetName())
            .put("resource", operation.resource().toString());
    return because(facts, reason);
  }

  private static Attributes.Builder because(Attributes.Builder facts, @Nullable String reason) {
    return reason == null ? facts : facts.put("reason", Records.reason(reason));
  }

  private static List<String> differences(Attributes before, Attributes after) {
    return Stream.concat(before.names().stream(), after.names().stream())
        .distinct()
        .filter(name -> !before.get(name).equals(after.get(name)))
        .toList();
  }

  private HeldBatch requireBatch(Caller caller, UUID id) {
    return batch(caller, id)
        .orElseThrow(() -> RejectedException.of(NOT_FOUND, "There is no such held batch."));
  }

  private OperationView decided(Caller caller, UUID operation, String what) {
    LOG.info("operation {}: {} on behalf of {}", operation, what, caller.actor());
    doorbell.ring();
    return requireKnown(caller, operation);
  }

  private static String by(Caller caller, String reason) {
    return caller.actor() + ": " + reason.strip();
  }

  private static void requireReason(String reason) {
    if (reason.isBlank()) {
      throw RejectedException.at(INVALID_VALUE, AttributePath.of("reason"), "reason: say why.");
    }
  }

  private static void require(boolean done, String otherwise) {
    if (!done) {
      throw RejectedException.of(CONFLICT, otherwise);
    }
  }

  private OperationView requireKnown(Caller caller, UUID id) {
    return operation(caller, id).orElseThrow(DeliveryAdministration::unknown);
  }

  private static RejectedException unknown() {
    return RejectedException.of(NOT_FOUND, "There is no such operation.");
  }

  private static UUID uuid(String cursor) {
    try {
      return UUID.fromString(cursor);
    } catch (IllegalArgumentException bad) {
      throw badCursor();
    }
  }

  private static RejectedException badCursor() {
    return RejectedException.at(
        INVALID_VALUE, AttributePath.of("cursor"), "cursor: use the one a previous page gave.");
  }
}
