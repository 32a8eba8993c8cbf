package io.tessera.provisioning.internal.configuration;

import static io.tessera.model.Problem.Kind.FORBIDDEN;
import static io.tessera.provisioning.internal.configuration.ConfigurationWrites.invalid;
import static io.tessera.provisioning.internal.configuration.ConfigurationWrites.requireVersion;

import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Target;
import io.tessera.provisioning.internal.Records;
import io.tessera.provisioning.internal.configuration.TargetPlan.Planned;
import io.tessera.store.spi.Configurations;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** Makes, changes and deletes targets. */
final class TargetWrites {
  private final ConfigurationWrites writes;
  private final VisibleConnections visible;
  private final StoredSecrets secrets;
  private final TargetPlan plan;
  private final Consumer<UUID> changed;

  /**
   * @param changed is told of a target whose settings are others now
   */
  TargetWrites(
      ConfigurationWrites writes,
      VisibleConnections visible,
      StoredSecrets secrets,
      TargetPlan plan,
      Consumer<UUID> changed) {
    this.writes = writes;
    this.visible = visible;
    this.secrets = secrets;
    this.plan = plan;
    this.changed = changed;
  }

  Target create(Caller caller, Target.Draft draft) {
    requireUnlimited(caller);
    Planned planned = plan.of(UUID.randomUUID(), 1, draft, Optional.empty());
    write(caller, c -> put(c, caller, planned));
    return planned.target();
  }

  Target replace(Caller caller, UUID id, long expectedVersion, Target.Draft draft) {
    TargetConfiguration present = visible.existingTarget(caller, id);
    if (!draft.identityProvider().equals(present.target().identityProvider())) {
      requireUnlimited(caller);
    }
    requireVersion(present.target().version(), expectedVersion);
    Planned planned = plan.of(id, expectedVersion + 1, draft, Optional.of(present));
    write(
        caller,
        c -> {
          put(c, caller, planned);
          rename(c, caller, present.target().name(), planned.target().name());
          removeReplaced(c, planned);
        });
    if (!caller.trial()) {
      changed.accept(id);
    }
    return planned.target();
  }

  private void put(Configurations c, Caller caller, Planned planned) {
    c.lock();
    if (c.item(IdentityProviderDocument.KIND, planned.provider().id()).isEmpty()) {
      throw invalid("identityProvider", "it was deleted just now.");
    }
    c.put(
        ConfigurationDocuments.item(
            planned.target(), planned.provider().id(), planned.references()),
        Records.origin(caller),
        secretsChanged(planned));
    planned
        .secrets()
        .forEach(
            (name, clear) -> secrets.put(c, planned.references().getOrDefault(name, ""), clear));
  }

  /** By their names: those that go, and those that have a new value. */
  private static Set<String> secretsChanged(Planned planned) {
    Set<String> names = new HashSet<>(planned.before().keySet());
    names.removeAll(planned.references().keySet());
    names.addAll(planned.secrets().keySet());
    return names;
  }

  private static void rename(Configurations c, Caller caller, String before, String now) {
    if (!before.equals(now)) {
      new TargetReferences(c).rename(before, now, Records.origin(caller));
    }
  }

  private static void removeReplaced(Configurations c, Planned planned) {
    Set<String> replaced = new HashSet<>(planned.before().values());
    replaced.removeAll(planned.references().values());
    replaced.forEach(c::removeSecret);
  }

  void delete(Caller caller, UUID id, long expectedVersion) {
    TargetConfiguration present = visible.existingTarget(caller, id);
    requireUnlimited(caller);
    requireVersion(present.target().version(), expectedVersion);
    write(
        caller,
        c -> {
          c.lock();
          new TargetReferences(c).requireNone(id, present.target().name());
          c.remove(ConfigurationDocuments.TARGET, id, expectedVersion, Records.origin(caller));
          c.forgetTarget(id);
          present.secrets().values().forEach(c::removeSecret);
        });
  }

  private static void requireUnlimited(Caller caller) {
    if (caller.targets().limit().isPresent()) {
      throw RejectedException.of(
          FORBIDDEN, "Only who administers all targets makes, moves and deletes them.");
    }
  }

  private void write(Caller caller, Consumer<Configurations> work) {
    writes.write(caller, tx -> work.accept(tx.configurations()));
  }
}
