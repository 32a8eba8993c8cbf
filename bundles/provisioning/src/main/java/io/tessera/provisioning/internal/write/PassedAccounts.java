package io.tessera.provisioning.internal.write;

import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.Outcome.Failed;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.provisioning.api.TargetUnavailableException;
import io.tessera.provisioning.api.admin.DeliverySettings.WhenDeleted;
import io.tessera.provisioning.api.admin.ServiceProvider.Entry;
import io.tessera.provisioning.api.admin.ServiceProvider.Outbound;
import io.tessera.provisioning.internal.ObjectTypes;
import io.tessera.provisioning.internal.configuration.Snapshot;
import io.tessera.provisioning.internal.configuration.TargetConfiguration;
import io.tessera.provisioning.internal.delivery.RemoteAccounts;
import io.tessera.provisioning.internal.passthrough.Payload;
import io.tessera.provisioning.internal.passthrough.Payloads;
import io.tessera.store.spi.AccountLink;
import io.tessera.store.spi.DeliveryLog;
import io.tessera.store.spi.Lanes;
import io.tessera.store.spi.PassedResources.PassedResource;
import io.tessera.store.spi.PassedResources.Pending;
import io.tessera.store.spi.Transaction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What is known of users and groups that are at targets only: what is on its way, what is there.
 */
final class PassedAccounts {
  private final RemoteAccounts remote;
  private final DeliveryLog log;
  private final Lanes lanes;
  private final Payloads payloads;

  PassedAccounts(RemoteAccounts remote, DeliveryLog log, Lanes lanes, Payloads payloads) {
    this.remote = remote;
    this.log = log;
    this.lanes = lanes;
    this.payloads = payloads;
  }

  /** What the newest change on its way carries. */
  Optional<Payload> onItsWay(Transaction tx, ResourceId id) {
    Optional<Pending> newest = tx.passed().newest(id);
    return newest.map(pending -> payloads.open(pending.change(), pending.payload()));
  }

  /**
   * What the first target that can be read has.
   *
   * @throws RejectedException NOT_FOUND when it has gone there; NOT_SUPPORTED when no target can be
   *     read
   * @throws TargetUnavailableException the target cannot be asked now
   */
  Attributes read(PassedResource resource, Snapshot snapshot) {
    Map<UUID, AccountLink> links = links(resource.id());
    boolean gone = false;
    for (TargetConfiguration target :
        targets(resource.type(), outbound(resource, snapshot), snapshot)) {
      AccountLink link = links.get(target.target().id());
      if (link == null || !link.known()) {
        continue;
      }
      Optional<Reading> reading = remote.read(target, lookup(resource.type(), link, target));
      if (reading.isPresent() && reading.get() instanceof Reading.Found found) {
        return seen(resource.type(), found, link, target, snapshot);
      } else if (reading.isPresent() && reading.get() instanceof Reading.Unreadable unreadable) {
        throw away(target, unreadable.why());
      }
      gone |= reading.isPresent();
    }
    throw gone
        ? ResourceProvisioning.notFound(resource.type(), resource.id())
        : RejectedException.of(
            Problem.Kind.NOT_SUPPORTED,
            "It is only at targets, and none of those where it has an account can be read.");
  }

  /** Whether it has an account that stays when it is deleted. */
  boolean areKeptAfterDeletion(PassedResource resource, Snapshot snapshot) {
    Map<UUID, AccountLink> links = links(resource.id());
    return snapshot.targets().stream()
        .filter(t -> links.containsKey(t.target().id()))
        .anyMatch(t -> t.target().delivery().whenDeleted() != WhenDeleted.DELETE);
  }

  private static Outbound outbound(PassedResource resource, Snapshot snapshot) {
    return snapshot.outbound(resource.serviceProvider());
  }

  private static Lookup lookup(ResourceType type, AccountLink link, TargetConfiguration target) {
    return new Lookup(
        ObjectTypes.of(type),
        new RemoteId(link.remoteId()),
        target.policyMap().known(type, Attributes.empty(), Map.of()));
  }

  private static Attributes seen(
      ResourceType type,
      Reading.Found found,
      AccountLink link,
      TargetConfiguration target,
      Snapshot snapshot) {
    Attributes attributes = target.policyMap().readBack(snapshot.schema(type), found.observed());
    return type == ResourceType.USER && attributes.bool("active").isEmpty()
        ? attributes.with("active", Value.bool(link.state() != AccountLink.State.DISABLED))
        : attributes;
  }

  /** One that was found by what it is called, and how it is. */
  record Found(ResourceId id, Attributes attributes) {}

  /**
   * Finds an account by one of its attributes, in the first target that has it.
   *
   * @throws RejectedException INVALID_FILTER when no target can be asked so
   * @throws TargetUnavailableException a target cannot be asked now
   */
  Optional<Found> find(
      ResourceType type, String attribute, String value, Outbound outbound, Snapshot snapshot) {
    Attributes wanted = Attributes.builder().put(attribute, value).build();
    boolean asked = false;
    for (TargetConfiguration target : targets(type, outbound, snapshot)) {
      TargetAttributes key = target.policyMap().known(type, wanted, Map.of());
      if (key.asMap().values().stream().allMatch(List::isEmpty)) {
        continue;
      }
      Optional<Reading> reading = remote.read(target, new Lookup(ObjectTypes.of(type), null, key));
      if (reading.isPresent() && reading.get() instanceof Reading.Unreadable unreadable) {
        throw away(target, unreadable.why());
      }
      asked |= reading.isPresent();
      if (reading.isPresent() && reading.get() instanceof Reading.Found found) {
        Optional<Found> ours = ours(type, found, target, snapshot);
        if (ours.isPresent()) {
          return ours.filter(f -> says(f.attributes(), attribute, value));
        }
      }
    }
    if (!asked) {
      throw RejectedException.of(
          Problem.Kind.INVALID_FILTER,
          "No target can be searched by " + attribute + "; " + PassThrough.POSSIBLE);
    }
    return Optional.empty();
  }

  private Optional<Found> ours(
      ResourceType type, Reading.Found found, TargetConfiguration target, Snapshot snapshot) {
    return lanes
        .ownerOf(target.target().id(), found.remoteId().value())
        .filter(owner -> owner.type() == type)
        .map(
            owner ->
                new Found(
                    owner.resource(),
                    seen(
                        type,
                        found,
                        links(owner.resource())
                            .getOrDefault(
                                target.target().id(),
                                new AccountLink(
                                    found.remoteId().value(), AccountLink.State.ACTIVE, 0)),
                        target,
                        snapshot)));
  }

  private static boolean says(Attributes attributes, String name, String value) {
    return attributes.text(name).filter(value::equalsIgnoreCase).isPresent();
  }

  private Map<UUID, AccountLink> links(ResourceId id) {
    Map<UUID, AccountLink> links = new HashMap<>();
    for (DeliveryLog.Linked linked : log.accountsOf(id)) {
      if (linked.link() != null) {
        links.put(linked.lane().target(), linked.link());
      }
    }
    return links;
  }

  /** In the order of the service provider's list. */
  private static List<TargetConfiguration> targets(
      ResourceType type, Outbound outbound, Snapshot snapshot) {
    List<String> order = outbound.entries().stream().map(Entry::target).toList();
    List<TargetConfiguration> targets = new ArrayList<>(snapshot.targets());
    targets.removeIf(t -> !t.active() || !t.policyMap().covers(type));
    targets.sort(Comparator.comparingInt(t -> place(order, t)));
    return targets;
  }

  private static int place(List<String> order, TargetConfiguration target) {
    int place = order.indexOf(target.target().name());
    return place < 0 ? order.size() : place;
  }

  private static TargetUnavailableException away(TargetConfiguration target, Failed why) {
    return new TargetUnavailableException(
        "The target " + target.target().name() + " cannot be read now. " + why.detail());
  }
}
