package io.tessera.provisioning.internal.contents;

import io.tessera.connector.spi.Account;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Listing;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.Outcome.Failed;
import io.tessera.connector.spi.RemoteChanges;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.Search;
import io.tessera.model.AttributePath;
import io.tessera.model.MemberRef;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.TargetUnavailableException;
import io.tessera.provisioning.api.admin.Slice;
import io.tessera.provisioning.api.admin.TargetContents;
import io.tessera.provisioning.internal.ObjectTypes;
import io.tessera.provisioning.internal.ReadAccess;
import io.tessera.provisioning.internal.configuration.ConfigurationWrites;
import io.tessera.provisioning.internal.configuration.LiveConfiguration;
import io.tessera.provisioning.internal.configuration.TargetConfiguration;
import io.tessera.provisioning.internal.delivery.RemoteAccounts;
import io.tessera.provisioning.internal.delivery.ShownAttributes;
import io.tessera.store.spi.AccountLink;
import io.tessera.store.spi.GeneratedValues;
import io.tessera.store.spi.LaneKey;
import io.tessera.store.spi.Lanes;
import io.tessera.store.spi.Lanes.Presence;
import io.tessera.store.spi.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Asks targets for their contents and says whose they are, by one query for a page. */
@Component(service = TargetContents.class)
public final class TargetReader implements TargetContents {
  private final LiveConfiguration configuration;
  private final RemoteAccounts remote;
  private final Lanes lanes;
  private final Store store;
  private final GeneratedValues generated;

  @Activate
  public TargetReader(
      @Reference(name = "configuration") LiveConfiguration configuration,
      @Reference(name = "remote") RemoteAccounts remote,
      @Reference(name = "lanes") Lanes lanes,
      @Reference(name = "store") Store store,
      @Reference(name = "generated") GeneratedValues generated) {
    this.configuration = configuration;
    this.remote = remote;
    this.lanes = lanes;
    this.store = store;
    this.generated = generated;
  }

  @Override
  public Slice<Item> list(UUID id, ResourceType type, @Nullable String cursor, int most) {
    TargetConfiguration target = existing(id);
    Listing listing =
        remote
            .search(target, new Search(ObjectTypes.of(type), cursor, most))
            .orElseThrow(() -> unable(target, "list its accounts"));
    Listing.Page page =
        listing.fold(
            found -> found,
            unreadable -> {
              throw failure(target, cursor, unreadable.why());
            });
    return new Slice<>(items(target, page.accounts()), page.next());
  }

  @Override
  public Changes changes(UUID id, ResourceType type, @Nullable String token, int most) {
    TargetConfiguration target = existing(id);
    RemoteChanges answer =
        remote
            .changes(target, ObjectTypes.of(type), token, most)
            .orElseThrow(() -> unable(target, "tell what changed"));
    RemoteChanges.Known known =
        answer.fold(
            told -> told,
            unreadable -> {
              throw failure(target, token, unreadable.why());
            });
    return new Changes(changed(target, known.changes()), known.token(), known.more());
  }

  @Override
  public Plan plan(Caller caller, UUID id, ResourceType type, UUID resource) {
    ReadAccess.require(caller, type);
    TargetConfiguration target = existing(id);
    ResourceId key = new ResourceId(resource);
    Resource identity = store.read(tx -> ReadAccess.existing(tx, caller, type, key));
    AccountPlan plan = new AccountPlan(target.policyMap(), identity, account(id, key));
    List<String> calls =
        remote
            .plan(target, plan.operation(generated.of(id, key)))
            .orElseThrow(() -> unable(target, "tell what it would do"));
    return new Plan(plan.remoteId().orElse(null), calls);
  }

  private @Nullable RemoteId account(UUID target, ResourceId resource) {
    return Optional.ofNullable(lanes.presence(target, Set.of(resource)).get(resource))
        .flatMap(Presence::linkIfAny)
        .filter(AccountLink::known)
        .map(link -> new RemoteId(link.remoteId()))
        .orElse(null);
  }

  private List<Changed> changed(
      TargetConfiguration target, List<RemoteChanges.RemoteChange> changes) {
    Map<String, LaneKey> owners =
        owners(target, changes.stream().map(change -> change.id().value()).toList());
    List<Changed> told = new ArrayList<>();
    for (RemoteChanges.RemoteChange change : changes) {
      @Nullable Item now =
          change instanceof RemoteChanges.Put put ? item(put.account(), owners) : null;
      told.add(new Changed(change.id().value(), now));
    }
    return told;
  }

  private List<Item> items(TargetConfiguration target, List<Account> accounts) {
    Map<String, LaneKey> owners =
        owners(target, accounts.stream().map(account -> account.id().value()).toList());
    return accounts.stream().map(account -> item(account, owners)).toList();
  }

  private Map<String, LaneKey> owners(TargetConfiguration target, List<String> remoteIds) {
    return lanes.ownersOf(target.target().id(), Set.copyOf(remoteIds));
  }

  private static Item item(Account account, Map<String, LaneKey> owners) {
    @Nullable LaneKey owner = owners.get(account.id().value());
    return new Item(
        account.id().value(),
        ShownAttributes.of(account.attributes(), name -> false),
        account.activityIfAny().map(activity -> activity == Activity.ENABLED).orElse(null),
        account.version(),
        owner == null ? null : new MemberRef(owner.type(), owner.resource()));
  }

  private TargetConfiguration existing(UUID id) {
    return configuration
        .refresh()
        .target(id)
        .orElseThrow(() -> ConfigurationWrites.notFound("target"));
  }

  private static RejectedException unable(TargetConfiguration target, String what) {
    return RejectedException.of(
        Problem.Kind.CONFLICT,
        "The connector of "
            + target.target().name()
            + " cannot "
            + what
            + ", is not there, or is told not to by delivery.without. See the target's status.");
  }

  /**
   * What to tell the caller.
   *
   * @param position where to go on, as given; null: from the beginning
   */
  private static RuntimeException failure(
      TargetConfiguration target, @Nullable String position, Failed why) {
    boolean lost =
        position != null && (why.kind() == FailureKind.GONE || why.kind() == FailureKind.INVALID);
    return lost
        ? RejectedException.at(
            Problem.Kind.INVALID_CURSOR,
            AttributePath.of("cursor"),
            why.detail() + " Begin anew without \"cursor\".")
        : new TargetUnavailableException(
            "The target " + target.target().name() + " cannot be read now. " + why.detail());
  }
}
