package io.tessera.provisioning.internal.roles;

import static io.tessera.provisioning.internal.configuration.ConfigurationWrites.invalid;
import static io.tessera.provisioning.internal.configuration.ConfigurationWrites.notFound;

import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Role;
import io.tessera.provisioning.api.admin.Roles;
import io.tessera.provisioning.internal.Records;
import io.tessera.provisioning.internal.configuration.ConfigurationWrites;
import io.tessera.provisioning.internal.configuration.LiveConfiguration;
import io.tessera.provisioning.internal.configuration.RoleDocument;
import io.tessera.store.spi.Store;
import io.tessera.store.spi.Transaction;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The use cases of roles. */
@Component(service = Roles.class)
public final class RoleAdministration implements Roles {
  private static final Logger LOG = LoggerFactory.getLogger(RoleAdministration.class);

  private final LiveConfiguration configuration;
  private final ConfigurationWrites writes;
  private final Clock clock;

  @Activate
  public RoleAdministration(
      @Reference(name = "store") Store store,
      @Reference(name = "configuration") LiveConfiguration configuration,
      @Reference(name = "zone") ServerZone zone) {
    this(store, configuration, zone.clock());
  }

  private RoleAdministration(Store store, LiveConfiguration configuration, Clock clock) {
    this.configuration = configuration;
    this.writes = new ConfigurationWrites(store, configuration);
    this.clock = clock;
  }

  @Override
  public List<Role> list() {
    return configuration.refresh().roles().roles();
  }

  @Override
  public Optional<Role> get(UUID id) {
    return configuration.refresh().roles().role(id);
  }

  @Override
  public Role create(Caller caller, Role.Draft draft) {
    Role made = role(UUID.randomUUID(), draft, 1);
    writes.write(
        caller,
        tx -> {
          put(tx, caller, made);
          // A name that clients have written to users before means this role from now on.
          new Everybody(tx, caller, clock).walk("The role " + made.name() + " was made.");
        });
    return told(made, caller);
  }

  @Override
  public Role replace(Caller caller, UUID id, long expectedVersion, Role.Draft draft) {
    Role before = existing(id, expectedVersion);
    if (!before.name().equals(draft.name())) {
      throw invalid("name", "it cannot change: assignments and clients refer to it.");
    }
    Role made = role(id, draft, expectedVersion + 1);
    writes.write(
        caller,
        tx -> {
          List<Role> concerned = configuration.in(tx).roles().comingWith(before);
          put(tx, caller, made);
          new Everybody(tx, caller, clock)
              .holding(concerned, "The role " + made.name() + " changed.");
        });
    return told(made, caller);
  }

  @Override
  public void delete(Caller caller, UUID id, long expectedVersion) {
    Role before = existing(id, expectedVersion);
    writes.write(
        caller,
        tx -> {
          tx.configurations().lock();
          requireUnused(tx, before);
          tx.configurations()
              .remove(RoleDocument.KIND, id, expectedVersion, Records.origin(caller));
        });
    if (!caller.trial()) {
      LOG.info("role {} was removed by {}", before.name(), caller.actor());
    }
  }

  private void put(Transaction tx, Caller caller, Role role) {
    tx.configurations().lock();
    new RoleCheck(configuration.in(tx)).require(role);
    tx.configurations().put(RoleDocument.item(role), Records.origin(caller));
  }

  private void requireUnused(Transaction tx, Role role) {
    RoleIndex roles = configuration.in(tx).roles();
    List<String> users =
        Stream.concat(
                roles.roles().stream()
                    .filter(other -> names(other.includes(), role))
                    .map(other -> "the role " + other.name()),
                roles.rules().stream()
                    .filter(rule -> names(rule.roles(), role))
                    .map(rule -> "the birthright rule " + rule.name()))
            .toList();
    if (!users.isEmpty()) {
      throw RejectedException.of(
          Problem.Kind.CONFLICT,
          "It is referred to by " + String.join(", ", users) + "; take it out there first.");
    }
    if (tx.assignments().anyOf(role.id())) {
      throw RejectedException.of(
          Problem.Kind.CONFLICT, "Somebody is assigned it; revoke the assignments first.");
    }
  }

  private static boolean names(List<String> names, Role role) {
    return names.stream().map(RoleIndex::folded).anyMatch(RoleIndex.folded(role.name())::equals);
  }

  private Role existing(UUID id, long expectedVersion) {
    Role role = get(id).orElseThrow(() -> notFound("role"));
    ConfigurationWrites.requireVersion(role.version(), expectedVersion);
    return role;
  }

  private static Role role(UUID id, Role.Draft draft, long version) {
    return new Role(
        id,
        draft.name(),
        draft.displayName().isBlank() ? draft.name() : draft.displayName(),
        draft.description(),
        draft.targets(),
        draft.entitlements(),
        draft.includes(),
        version);
  }

  private static Role told(Role role, Caller caller) {
    if (!caller.trial()) {
      LOG.info("role {}: version {} by {}", role.name(), role.version(), caller.actor());
    }
    return role;
  }
}
