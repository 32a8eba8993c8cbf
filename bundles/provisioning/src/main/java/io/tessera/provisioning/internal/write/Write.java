package io.tessera.provisioning.internal.write;

import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.TargetUnavailableException;
import io.tessera.provisioning.api.admin.DeliverySettings;
import io.tessera.provisioning.api.admin.ServiceProvider;
import io.tessera.provisioning.internal.Ids;
import io.tessera.provisioning.internal.configuration.Snapshot;
import io.tessera.provisioning.internal.configuration.TargetConfiguration;
import io.tessera.store.spi.Change;
import io.tessera.store.spi.Destinations;
import io.tessera.store.spi.Memberships.Membership;
import io.tessera.store.spi.Transaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One write under way in its transaction, by the configuration it sees. */
final class Write {
  private final Transaction tx;
  private final Snapshot snapshot;
  private final Caller caller;
  private final @Nullable Plan plan;
  private final List<Recorded> recorded = new ArrayList<>();
  private boolean passed;
  private boolean lenient;
  private String because = "";
  private @Nullable Recorded main;
  private @Nullable CarriedPassword password;

  /**
   * @param plan what targets have already; null when they were not asked
   */
  Write(Transaction tx, Snapshot snapshot, Caller caller, @Nullable Plan plan) {
    this.tx = tx;
    this.snapshot = snapshot;
    this.caller = caller;
    this.plan = plan;
  }

  /** A change that was written down, and the targets it goes to. */
  record Recorded(Change change, Destinations destinations) {
    /** Those that get the new state. */
    Set<UUID> targets() {
      return destinations.brought();
    }
  }

  /**
   * A change that targets have before it is kept.
   *
   * @param change as it was rehearsed
   * @param targets that were asked
   */
  record Plan(Change change, Set<UUID> targets) {
    /** Whether this is the change they were asked for. */
    private boolean is(Change made) {
      return made.resource().equals(change.resource())
          && made.version() == change.version()
          && made.kind() == change.kind()
          && Objects.equals(made.after(), change.after())
          && made.members().equals(change.members());
    }
  }

  /** The id of a resource that is created. */
  ResourceId created(Ids ids) {
    return plan == null || plan.change().kind() != Change.Kind.CREATE
        ? ids.resource()
        : plan.change().resource();
  }

  /** The id of the change of a resource. */
  UUID changed(Ids ids, ResourceId resource) {
    return plan == null || !plan.change().resource().equals(resource)
        ? ids.ordered()
        : plan.change().id();
  }

  Transaction tx() {
    return tx;
  }

  Snapshot snapshot() {
    return snapshot;
  }

  /** What resources of a type may carry. */
  ResourceSchema schema(ResourceType type) {
    return snapshot.schema(type);
  }

  Caller caller() {
    return caller;
  }

  /** The names of the groups a user belongs to; none where nothing depends on groups. */
  Set<String> watchedGroupsOf(Resource resource) {
    if (resource.type() != ResourceType.USER || !snapshot.readsGroups()) {
      return Set.of();
    }
    return tx
        .memberships()
        .groupsOf(List.of(resource.id()))
        .getOrDefault(resource.id(), List.of())
        .stream()
        .map(Membership::display)
        .collect(Collectors.toSet());
  }

  void record(Change change, Destinations destinations) {
    boolean planned = plan != null && plan.change().id().equals(change.id());
    Destinations left = planned ? others(change, destinations) : destinations;
    tx.record(change, left);
    carryPassword(tx, change, left.brought());
    recorded.add(new Recorded(change, destinations));
  }

  /** What targets are asked for that are required; where nothing is said, the last change. */
  Optional<Recorded> main() {
    Recorded last = recorded.isEmpty() ? null : recorded.get(recorded.size() - 1);
    return Optional.ofNullable(main == null ? last : main);
  }

  /** The change written down last is what required targets are asked for. */
  void mainIsLast() {
    main = recorded.isEmpty() ? null : recorded.get(recorded.size() - 1);
  }

  /** Why it is made, for people; kept with each change. */
  void because(String reason) {
    because = reason;
  }

  String because() {
    return because;
  }

  /** Required targets are waited for like blocking ones, and not asked before. */
  void lenient() {
    lenient = true;
  }

  /** Has the operations of the user's change carry a password. */
  void carry(CarriedPassword carried) {
    password = carried;
  }

  /** The operations of a change, recorded in a transaction, carry the password if there is one. */
  void carryPassword(Transaction transaction, Change change, Collection<UUID> targets) {
    if (password != null) {
      password.into(transaction, snapshot, change, targets);
    }
  }

  /** As {@link #record}, of a change whose values are not kept. */
  void pass(Change change, Map<UUID, Attributes> payloads, String key) {
    tx.passed().record(change, payloads, key);
    carryPassword(tx, change, payloads.keySet());
    recorded.add(new Recorded(change, Destinations.to(payloads.keySet())));
    passed = true;
  }

  /** Whether the caller waits for a target. What is kept nowhere else is asked for by default. */
  DeliverySettings.Mode mode(TargetConfiguration target) {
    DeliverySettings.Mode mode = snapshot.deliveryMode(caller.serviceProvider(), target);
    boolean said =
        snapshot
            .outbound(caller.serviceProvider())
            .entry(target.target().name())
            .flatMap(ServiceProvider.Entry::modeIfAny)
            .isPresent();
    return passed && !said && mode == DeliverySettings.Mode.NON_BLOCKING
        ? DeliverySettings.Mode.BLOCKING
        : mode;
  }

  /** Whether the caller is answered when the target has the change. */
  boolean awaits(TargetConfiguration target) {
    DeliverySettings.Mode mode = mode(target);
    return mode == DeliverySettings.Mode.BLOCKING
        || ((passed || lenient) && mode == DeliverySettings.Mode.REQUIRE);
  }

  /** Without the targets that were asked before. */
  private Destinations others(Change change, Destinations destinations) {
    Plan asked = Objects.requireNonNull(plan);
    if (!asked.is(change)) {
      throw RejectedException.of(
          Problem.Kind.CONFLICT,
          "The resource was changed while targets were asked. Read it and repeat the request.");
    }
    if (!tx.intents().fulfil(change.id())) {
      throw new TargetUnavailableException("Targets took too long; the change was not made.");
    }
    Set<UUID> others = new HashSet<>(destinations.brought());
    others.removeAll(asked.targets());
    return new Destinations(others, destinations.ended(), destinations.recalled());
  }

  List<Recorded> recorded() {
    return recorded;
  }
}
