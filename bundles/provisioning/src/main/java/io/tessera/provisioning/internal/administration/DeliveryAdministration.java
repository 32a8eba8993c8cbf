package io.tessera.provisioning.internal.administration;

import static io.tessera.model.Problem.Kind.CONFLICT;
import static io.tessera.model.Problem.Kind.INVALID_VALUE;
import static io.tessera.model.Problem.Kind.NOT_FOUND;

import io.tessera.model.AttributePath;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Account;
import io.tessera.provisioning.api.admin.Deliveries;
import io.tessera.provisioning.api.admin.OperationView;
import io.tessera.provisioning.api.admin.Slice;
import io.tessera.provisioning.internal.configuration.LiveConfiguration;
import io.tessera.provisioning.internal.configuration.Snapshot;
import io.tessera.provisioning.internal.delivery.Doorbell;
import io.tessera.store.spi.AccountLink;
import io.tessera.store.spi.DeliveryLog;
import io.tessera.store.spi.DeliveryLog.Entry;
import io.tessera.store.spi.DeliveryLog.Linked;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
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

  private final DeliveryLog log;
  private final LiveConfiguration configuration;
  private final Doorbell doorbell;

  @Activate
  public DeliveryAdministration(
      @Reference(name = "log") DeliveryLog log,
      @Reference(name = "configuration") LiveConfiguration configuration,
      @Reference(name = "doorbell") Doorbell doorbell) {
    this.log = log;
    this.configuration = configuration;
    this.doorbell = doorbell;
  }

  @Override
  public List<Account> accountsOf(ResourceId resource) {
    Snapshot snapshot = configuration.held();
    return log.accountsOf(resource).stream().map(l -> account(l, snapshot)).toList();
  }

  @Override
  public Slice<Account> accountsAt(UUID target, @Nullable String cursor, int limit) {
    @Nullable ResourceId after =
        cursor == null
            ? null
            : ResourceId.parse(cursor).orElseThrow(DeliveryAdministration::badCursor);
    Snapshot snapshot = configuration.held();
    return slice(
        log.accountsAt(target, after, limit + 1),
        limit,
        l -> account(l, snapshot),
        l -> l.lane().resource().toString());
  }

  @Override
  public Slice<OperationView> operations(Selection selection, @Nullable String cursor, int limit) {
    Snapshot snapshot = configuration.held();
    OperationView.@Nullable State state = selection.state();
    return slice(
        log.operations(
            selection.target(),
            selection.resource(),
            state == null ? null : DeliveryLog.State.valueOf(state.name()),
            cursor == null ? null : uuid(cursor),
            limit + 1),
        limit,
        e -> view(e, snapshot),
        e -> e.id().toString());
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
  public Optional<OperationView> operation(UUID id) {
    return log.operation(id).map(e -> view(e, configuration.held()));
  }

  @Override
  public OperationView retry(Caller caller, UUID operation) {
    requireKnown(operation);
    if (!log.retry(operation)) {
      throw finished();
    }
    LOG.info("operation {}: tried again on behalf of {}", operation, caller.actor());
    doorbell.ring();
    return requireKnown(operation);
  }

  @Override
  public OperationView discard(Caller caller, UUID operation, String reason) {
    requireKnown(operation);
    if (reason.isBlank()) {
      throw RejectedException.at(
          INVALID_VALUE, AttributePath.of("reason"), "reason: say why it is given up.");
    }
    if (!log.discard(operation, caller.actor() + ": " + reason.strip())) {
      throw finished();
    }
    LOG.info("operation {}: discarded on behalf of {}", operation, caller.actor());
    doorbell.ring();
    return requireKnown(operation);
  }

  private OperationView requireKnown(UUID id) {
    return operation(id)
        .orElseThrow(() -> RejectedException.of(NOT_FOUND, "There is no such operation."));
  }

  private static RejectedException finished() {
    return RejectedException.of(CONFLICT, "The operation is done with; nothing is left to do.");
  }

  private static Account account(Linked linked, Snapshot snapshot) {
    @Nullable AccountLink link = linked.link();
    return new Account(
        linked.lane().target(),
        name(snapshot, linked.lane().target()),
        linked.lane().type(),
        linked.lane().resource(),
        link == null || !link.known() ? null : link.remoteId(),
        link == null ? Account.State.AWAITED : Account.State.valueOf(link.state().name()),
        link == null ? 0 : link.deliveredVersion(),
        linked.updated());
  }

  private static OperationView view(Entry entry, Snapshot snapshot) {
    return new OperationView(
        entry.id(),
        entry.change(),
        entry.causality(),
        entry.lane().target(),
        name(snapshot, entry.lane().target()),
        entry.lane().type(),
        entry.lane().resource(),
        entry.version(),
        OperationView.Kind.valueOf(entry.kind().name()),
        OperationView.State.valueOf(entry.state().name()),
        entry.attempts(),
        entry.detail(),
        entry.created(),
        entry.due(),
        entry.finished());
  }

  private static String name(Snapshot snapshot, UUID target) {
    return snapshot.target(target).map(t -> t.target().name()).orElse("");
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
