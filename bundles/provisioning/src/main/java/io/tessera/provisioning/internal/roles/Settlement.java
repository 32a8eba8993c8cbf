package io.tessera.provisioning.internal.roles;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.MemberRef;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Channel;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.Role;
import io.tessera.provisioning.internal.configuration.Snapshot;
import io.tessera.store.spi.Assignments.Assignment;
import io.tessera.store.spi.Assignments.Origin;
import io.tessera.store.spi.Memberships.Membership;
import io.tessera.store.spi.Transaction;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings what a user holds up to date, in the transaction that writes it: what the caller assigns
 * or takes by the attribute {@code roles}, what the birthright rules grant, and what has begun or
 * ended meanwhile. Values of {@code roles} that name no configured role are the clients' own.
 */
public final class Settlement {
  private static final AttributePath ROLES = AttributePath.of(RoleIndex.ATTRIBUTE);

  private final Transaction tx;
  private final Snapshot snapshot;
  private final RoleIndex roles;
  private final HeldRoles held;
  private final Caller caller;
  private final Clock clock;
  private final Instant now;

  /**
   * @param clock in whose zone days begin and end
   */
  public Settlement(Transaction tx, Snapshot snapshot, Caller caller, Clock clock) {
    this.tx = tx;
    this.snapshot = snapshot;
    this.roles = snapshot.roles();
    this.held = new HeldRoles(snapshot);
    this.caller = caller;
    this.clock = clock;
    this.now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** A user that is created. */
  public Attributes created(ResourceId id, Attributes wanted) {
    return written(id, Attributes.empty(), wanted);
  }

  /**
   * A user that is written; it is locked.
   *
   * @param before as it was
   * @param wanted as the caller wants it
   * @return as it is to be
   * @throws RejectedException FORBIDDEN or MUTABILITY at {@code roles} for what the caller may not
   *     assign or take
   */
  public Attributes written(ResourceId id, Attributes before, Attributes wanted) {
    requirePermission(before, wanted);
    held.requireOwn(before, wanted);
    return isConcerned(before) || isConcerned(wanted) ? settled(id, before, wanted) : wanted;
  }

  /** Who neither has nor wants a role, and can get none by a rule, costs nothing. */
  private boolean isConcerned(Attributes user) {
    return !roles.birthrights().isEmpty() || !roles.heldBy(user).isEmpty();
  }

  /** A user that is looked at again; it is locked. */
  public Attributes reviewed(ResourceId id, Attributes present) {
    return settled(id, present, present);
  }

  private Attributes settled(ResourceId id, Attributes before, Attributes wanted) {
    List<Assignment> present = before.isEmpty() ? List.of() : tx.assignments().of(id);
    List<Assignment> kept = new ArrayList<>(present);
    Set<Role> taken = new LinkedHashSet<>(roles.heldBy(before));
    taken.removeAll(roles.heldBy(wanted));
    Set<Role> given = new LinkedHashSet<>(roles.heldBy(wanted));
    given.removeAll(roles.heldBy(before));
    taken.forEach(role -> take(role, kept));
    if (!taken.isEmpty()) {
      given.addAll(orphaned(roles.heldBy(wanted), present, kept));
    }
    given.forEach(role -> kept.add(assign(id, role)));
    List<Assignment> all =
        roles.birthrights().isEmpty() && kept.stream().noneMatch(a -> a.origin() == Origin.RULE)
            ? kept
            : new Granting(tx, roles, caller, clock).settle(id, wanted, groups(id, before), kept);
    Set<Role> effective = roles.effective(all, now);
    if (caller.channel() != Channel.FEDERATION) {
      refuseStillHeld(taken, effective, all);
    }
    return held.with(wanted, effective);
  }

  /** Roles that are wanted still and came with one that is taken. */
  private Set<Role> orphaned(List<Role> wanted, List<Assignment> present, List<Assignment> kept) {
    Set<Role> orphaned = new LinkedHashSet<>(wanted);
    orphaned.retainAll(roles.effective(present, now));
    orphaned.removeAll(roles.effective(kept, now));
    return orphaned;
  }

  private Set<String> groups(ResourceId id, Attributes before) {
    if (before.isEmpty() || !roles.readsGroups()) {
      return Set.of();
    }
    return tx.memberships().groupsOf(List.of(id)).getOrDefault(id, List.of()).stream()
        .map(Membership::display)
        .collect(Collectors.toSet());
  }

  private void take(Role role, List<Assignment> assignments) {
    assignments.removeIf(
        assignment -> {
          boolean goes =
              assignment.role().equals(role.id())
                  && assignment.isHeld(now)
                  && isTakenBy(caller, assignment);
          if (goes) {
            tx.assignments().remove(assignment.id());
          }
          return goes;
        });
  }

  /** A sign-in takes what sign-ins gave, and nothing else. */
  private static boolean isTakenBy(Caller caller, Assignment assignment) {
    return switch (assignment.origin()) {
      case FEDERATION -> true;
      case SCIM, ADMINISTRATOR -> caller.channel() != Channel.FEDERATION;
      case RULE, REQUEST -> false;
    };
  }

  private Assignment assign(ResourceId id, Role role) {
    Assignment assignment =
        new Assignment(
            UUID.randomUUID(),
            id,
            role.id(),
            origin(caller),
            null,
            null,
            null,
            "Written to " + ROLES + ".",
            caller.actor(),
            now);
    tx.assignments().add(assignment);
    return assignment;
  }

  /** What the channel of a caller makes of an assignment; all clients of doors count alike. */
  static Origin origin(Caller caller) {
    return switch (caller.channel()) {
      case SCIM2, SCIM1, SOAP -> Origin.SCIM;
      case FEDERATION -> Origin.FEDERATION;
      default -> Origin.ADMINISTRATOR;
    };
  }

  private void refuseStillHeld(Set<Role> taken, Set<Role> effective, List<Assignment> assignments) {
    List<Problem> problems =
        taken.stream()
            .filter(effective::contains)
            .map(
                role ->
                    Problem.at(
                        Problem.Kind.MUTABILITY,
                        ROLES,
                        "roles: "
                            + role.name()
                            + " cannot be taken here: it comes "
                            + source(role, assignments)
                            + "."))
            .toList();
    if (!problems.isEmpty()) {
      throw new RejectedException(problems);
    }
  }

  private String source(Role role, List<Assignment> assignments) {
    for (Assignment assignment : assignments) {
      if (!assignment.isHeld(now)) {
        continue;
      }
      if (assignment.role().equals(role.id())) {
        return assignment.origin() == Origin.RULE
            ? "by the birthright rule " + ruleName(assignment)
            : "by a request";
      }
    }
    return assignments.stream()
        .filter(assignment -> assignment.isHeld(now))
        .flatMap(assignment -> roles.role(assignment.role()).stream())
        .filter(other -> roles.expanded(List.of(other)).contains(role))
        .map(other -> "with the role " + other.name())
        .findFirst()
        .orElse("from elsewhere");
  }

  private String ruleName(Assignment assignment) {
    UUID source = assignment.source();
    return source == null ? "" : roles.rule(source).map(rule -> rule.name()).orElse("");
  }

  /** Names that mean something here may not be written by everybody who may write users. */
  private void requirePermission(Attributes before, Attributes wanted) {
    Set<String> was = names(before);
    Set<String> is = names(wanted);
    if (was.equals(is) || caller.may(Permission.ROLES_WRITE)) {
      return;
    }
    Set<Role> kept = new HashSet<>(roles.heldBy(before));
    kept.retainAll(roles.heldBy(wanted));
    Set<String> changed = new HashSet<>(was);
    changed.addAll(is);
    changed.removeIf(name -> was.contains(name) && is.contains(name));
    changed.stream()
        .filter(name -> roles.role(name).filter(kept::contains).isEmpty())
        .filter(name -> roles.role(name).isPresent() || snapshot.isProvisioningRole(name))
        .sorted()
        .findFirst()
        .ifPresent(
            name -> {
              throw RejectedException.at(
                  Problem.Kind.FORBIDDEN,
                  ROLES,
                  "roles: assigning and taking "
                      + name
                      + " needs the permission "
                      + Permission.ROLES_WRITE.key()
                      + ".");
            });
  }

  private static Set<String> names(Attributes user) {
    return RoleIndex.names(user).collect(Collectors.toSet());
  }

  /** Has the user looked at again when an assignment begins and when it ends. */
  static void remember(
      Transaction tx, Caller caller, Assignment assignment, String role, Instant now) {
    MemberRef who = new MemberRef(ResourceType.USER, assignment.identity());
    Instant starts = assignment.starts();
    if (starts != null && starts.isAfter(now)) {
      tx.evaluations()
          .request(List.of(who), starts, caller.serviceProvider(), "The role " + role + " begins.");
    }
    Instant ends = assignment.ends();
    if (ends != null && ends.isAfter(now)) {
      tx.evaluations()
          .request(List.of(who), ends, caller.serviceProvider(), "The role " + role + " ends.");
    }
  }

  static boolean isSame(@Nullable Instant one, @Nullable Instant other) {
    return Objects.equals(one, other);
  }
}
