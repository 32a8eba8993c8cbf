package io.tessera.provisioning.internal.roles;

import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Entitlements;
import io.tessera.provisioning.api.admin.Role;
import io.tessera.provisioning.api.admin.Slice;
import io.tessera.provisioning.internal.configuration.LiveConfiguration;
import io.tessera.provisioning.internal.configuration.Snapshot;
import io.tessera.provisioning.internal.configuration.TargetConfiguration;
import io.tessera.store.spi.Assignments.Assignment;
import io.tessera.store.spi.Store;
import io.tessera.store.spi.Transaction;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Who has what, worked out from assignments and what the roles bring. */
@Component(service = Entitlements.class)
public final class HeldEntitlements implements Entitlements {
  private final Store store;
  private final LiveConfiguration configuration;
  private final Clock clock = Clock.systemUTC();

  @Activate
  public HeldEntitlements(
      @Reference(name = "store") Store store,
      @Reference(name = "configuration") LiveConfiguration configuration) {
    this.store = store;
    this.configuration = configuration;
  }

  @Override
  public Slice<Held> list(Caller caller, Wanted wanted, @Nullable String cursor, int limit) {
    return store.read(
        tx -> {
          Snapshot snapshot = configuration.in(tx);
          RoleIndex roles = snapshot.roles();
          String target = wanted.target() == null ? null : target(snapshot, wanted.target());
          List<Role> meant = meant(roles, wanted, target);
          Grants grants = new Grants(roles, target, unseen(snapshot, caller));
          AssignmentWalk walk =
              new AssignmentWalk(tx.assignments(), wanted, meant, clock.instant(), cursor);
          Set<UUID> ids = meant.stream().map(Role::id).collect(Collectors.toSet());
          return walk.read(
              limit,
              some ->
                  rows(
                      tx,
                      caller,
                      grants,
                      some.stream().filter(a -> ids.contains(a.role())).toList()));
        });
  }

  /** The rows of each assignment; none for one that nobody may see. */
  private static Map<UUID, List<Held>> rows(
      Transaction tx, Caller caller, Grants grants, List<Assignment> some) {
    Set<ResourceId> ids = some.stream().map(Assignment::identity).collect(Collectors.toSet());
    Map<ResourceId, Resource> users =
        tx.resources().find(Caller.RESIDENT, ResourceType.USER, ids).stream()
            .filter(user -> caller.sees(user.domain()))
            .collect(Collectors.toMap(Resource::id, Function.identity()));
    return some.stream()
        .filter(assignment -> users.containsKey(assignment.identity()))
        .collect(
            Collectors.toMap(Assignment::id, a -> grants.of(a, name(users.get(a.identity())))));
  }

  private static String name(@Nullable Resource user) {
    return user == null ? "" : user.attributes().text("displayName").orElseGet(user::name);
  }

  /** The roles whose assignments are looked at. */
  private static List<Role> meant(RoleIndex roles, Wanted wanted, @Nullable String target) {
    List<Role> all =
        wanted.role() == null ? roles.roles() : roles.comingWith(role(roles, wanted.role()));
    return target == null ? all : all.stream().filter(role -> brings(roles, role, target)).toList();
  }

  private static boolean brings(RoleIndex roles, Role role, String target) {
    return roles.expanded(List.of(role)).stream()
        .anyMatch(
            held ->
                held.targets().contains(target)
                    || held.entitlements().stream().anyMatch(e -> e.target().equals(target)));
  }

  /** Names of targets that are not there for the caller. */
  private static Set<String> unseen(Snapshot snapshot, Caller caller) {
    return snapshot.targets().stream()
        .map(TargetConfiguration::target)
        .filter(target -> !caller.targets().sees(target.id()))
        .map(target -> target.name())
        .collect(Collectors.toSet());
  }

  private static String target(Snapshot snapshot, String idOrName) {
    Optional<TargetConfiguration> found =
        snapshot.targets().stream()
            .filter(
                t ->
                    t.target().name().equals(idOrName)
                        || t.target().id().toString().equals(idOrName))
            .findFirst();
    return found
        .map(t -> t.target().name())
        .orElseThrow(() -> invalid("target", "\"target\" must be the id or the name of a target."));
  }

  private static Role role(RoleIndex roles, String name) {
    return roles
        .role(name)
        .orElseThrow(() -> invalid("role", "role: there is no role \"" + name + "\"."));
  }

  private static RejectedException invalid(String field, String detail) {
    return RejectedException.at(Problem.Kind.INVALID_VALUE, AttributePath.of(field), detail);
  }
}
