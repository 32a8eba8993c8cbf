package io.tessera.provisioning.internal.administration;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.MemberRef;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Account;
import io.tessera.provisioning.api.admin.Connections;
import io.tessera.provisioning.api.admin.Deliveries;
import io.tessera.provisioning.api.admin.OperationView;
import io.tessera.provisioning.api.admin.Placement;
import io.tessera.provisioning.api.admin.Placements;
import io.tessera.provisioning.api.admin.TargetStatus;
import io.tessera.provisioning.internal.Records;
import io.tessera.provisioning.internal.configuration.LiveConfiguration;
import io.tessera.provisioning.internal.configuration.Snapshot;
import io.tessera.provisioning.internal.configuration.TargetConfiguration;
import io.tessera.provisioning.internal.delivery.Doorbell;
import io.tessera.provisioning.internal.roles.ServerZone;
import io.tessera.provisioning.internal.selection.Choice;
import io.tessera.provisioning.internal.selection.Selection;
import io.tessera.provisioning.internal.write.Review;
import io.tessera.provisioning.internal.write.Reviews;
import io.tessera.store.spi.Deed;
import io.tessera.store.spi.Store;
import io.tessera.store.spi.Transaction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The use cases of where somebody has accounts and why. */
@Component(service = Placements.class)
public final class PlacementAdministration implements Placements {
  private static final int NEWEST = 100;

  private final Store store;
  private final LiveConfiguration configuration;
  private final Connections connections;
  private final Deliveries deliveries;
  private final Doorbell doorbell;
  private final Reviews reviews;

  @Activate
  public PlacementAdministration(
      @Reference(name = "store") Store store,
      @Reference(name = "configuration") LiveConfiguration configuration,
      @Reference(name = "connections") Connections connections,
      @Reference(name = "deliveries") Deliveries deliveries,
      @Reference(name = "doorbell") Doorbell doorbell,
      @Reference(name = "zone") ServerZone zone) {
    this.store = store;
    this.configuration = configuration;
    this.connections = connections;
    this.deliveries = deliveries;
    this.doorbell = doorbell;
    this.reviews = new Reviews(configuration, zone.clock());
  }

  @Override
  public List<Placement> of(Caller caller, ResourceId resource, String serviceProvider) {
    Snapshot snapshot = configuration.refresh();
    if (snapshot.serviceProviders().named(serviceProvider).isEmpty()) {
      throw invalid(
          "serviceProvider",
          "serviceProvider: there is no service provider \"" + serviceProvider + "\".");
    }
    Selection selection =
        store.read(tx -> reviews.foresee(tx, serviceProvider, require(tx, caller, resource)));
    Map<UUID, Account> accounts =
        deliveries.accountsOf(caller, resource).stream()
            .collect(Collectors.toMap(Account::target, Function.identity()));
    Map<UUID, OperationView> open = open(caller, resource);
    Map<UUID, TargetStatus> statuses = connections.statuses(caller);
    return selection.choices().stream()
        .filter(choice -> caller.targets().sees(choice.target().target().id()))
        .map(choice -> placement(choice, accounts, open, statuses))
        .toList();
  }

  /** The oldest operation that is not finished, by target. */
  private Map<UUID, OperationView> open(Caller caller, ResourceId resource) {
    Deliveries.Selection ofResource = new Deliveries.Selection(null, resource, null, null);
    return deliveries.operations(caller, ofResource, null, NEWEST).items().stream()
        .filter(operation -> operation.finishedIfSo().isEmpty())
        .collect(
            Collectors.toMap(
                OperationView::target,
                Function.identity(),
                (a, b) -> a.version() <= b.version() ? a : b));
  }

  private static Placement placement(
      Choice choice,
      Map<UUID, Account> accounts,
      Map<UUID, OperationView> open,
      Map<UUID, TargetStatus> statuses) {
    UUID target = choice.target().target().id();
    return new Placement(
        target,
        choice.target().target().name(),
        switch (choice.verdict()) {
          case BRING -> Placement.Verdict.ACCOUNT;
          case END -> Placement.Verdict.END;
          case NOTHING -> Placement.Verdict.NOTHING;
        },
        choice.explanation(),
        accounts.get(target),
        open.get(target),
        hindrances(statuses.get(target), open.get(target)));
  }

  private static List<String> hindrances(
      @Nullable TargetStatus status, @Nullable OperationView operation) {
    List<String> hindrances = new ArrayList<>();
    if (status != null && status.state() != TargetStatus.State.ACTIVE) {
      hindrances.add(status.detail());
    }
    if (operation != null && !operation.detail().isEmpty()) {
      hindrances.add(operation.detail());
    }
    return hindrances;
  }

  @Override
  public List<Placement> provision(Caller caller, ResourceId resource, Set<String> targets) {
    store.<Boolean>write(
        tx -> {
          Set<UUID> asked = asked(configuration.in(tx), caller, targets);
          MemberRef who = require(tx, caller, resource);
          tx.record(sent(caller, resource, targets));
          return reviews.review(tx, caller, who, new Review("", asked, true));
        });
    doorbell.ring();
    return of(caller, resource, caller.serviceProvider());
  }

  /** Also where nothing had to be sent: it was asked for. */
  private static Deed sent(Caller caller, ResourceId resource, Set<String> targets) {
    Attributes facts =
        Records.facts("sent", "")
            .put("targets", Records.list(targets.stream().sorted().toList()))
            .build();
    return Records.decided(caller, "placement", resource.value(), facts);
  }

  private static Set<UUID> asked(Snapshot snapshot, Caller caller, Set<String> names) {
    Set<UUID> asked = new HashSet<>();
    for (String name : names) {
      TargetConfiguration target =
          snapshot
              .target(name)
              .filter(found -> caller.targets().sees(found.target().id()))
              .orElseThrow(
                  () -> invalid("targets", "targets: there is no target \"" + name + "\"."));
      asked.add(target.target().id());
    }
    if (names.isEmpty()) {
      snapshot.targets().forEach(target -> asked.add(target.target().id()));
      caller.targets().limit().ifPresent(asked::retainAll);
    }
    return asked;
  }

  private static MemberRef require(Transaction tx, Caller caller, ResourceId id) {
    for (ResourceType type : ResourceType.values()) {
      if (tx.resources()
          .find(Caller.RESIDENT, type, id)
          .filter(found -> caller.sees(found.domain()))
          .isPresent()) {
        return new MemberRef(type, id);
      }
    }
    throw RejectedException.of(
        Problem.Kind.NOT_FOUND, "There is no user or group of the id " + id + ".");
  }

  private static RejectedException invalid(String field, String detail) {
    return RejectedException.at(Problem.Kind.INVALID_VALUE, AttributePath.of(field), detail);
  }
}
