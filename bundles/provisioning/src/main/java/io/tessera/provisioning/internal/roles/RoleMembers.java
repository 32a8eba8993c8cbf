package io.tessera.provisioning.internal.roles;

import io.tessera.model.AttributePath;
import io.tessera.model.MemberRef;
import io.tessera.model.Problem;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Role;
import io.tessera.provisioning.api.admin.RoleAssignments.Member;
import io.tessera.provisioning.internal.write.Review;
import io.tessera.provisioning.internal.write.Reviews;
import io.tessera.store.spi.Assignments.Assignment;
import io.tessera.store.spi.Assignments.Holder;
import io.tessera.store.spi.Assignments.Origin;
import io.tessera.store.spi.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who holds one role directly, in one transaction; nobody outside the caller's domain is seen. */
final class RoleMembers {
  private static final int AT_ONCE = 1_000;
  private static final int MOST_CHANGED = 1_000;
  private static final AttributePath MEMBER = AttributePath.of("members.value");

  private final Transaction tx;
  private final Caller caller;
  private final Role role;
  private final Instant now;

  RoleMembers(Transaction tx, Caller caller, Role role, Instant now) {
    this.tx = tx;
    this.caller = caller;
    this.role = role;
    this.now = now;
  }

  /** By name. */
  List<Member> list() {
    List<Member> members = new ArrayList<>();
    @Nullable ResourceId last = null;
    List<Holder> some;
    do {
      some = tx.assignments().members(role.id(), caller.domain(), now, last, AT_ONCE);
      for (Holder holder : some) {
        members.add(new Member(holder.id(), holder.display()));
        last = holder.id();
      }
    } while (some.size() == AT_ONCE);
    members.sort(Comparator.comparing(Member::display));
    return members;
  }

  /**
   * @throws RejectedException TOO_LARGE for more than can be changed at once; INVALID_VALUE for who
   *     does not exist; MUTABILITY for who holds the role for another reason
   */
  void change(RoleIndex roles, Reviews reviews, Set<ResourceId> add, Set<ResourceId> remove) {
    requireFew(add.size() + remove.size());
    List<Problem> problems = new ArrayList<>();
    Map<String, ResourceId> all = new TreeMap<>();
    add.forEach(id -> all.put(id.toString(), id));
    remove.forEach(id -> all.put(id.toString(), id));
    for (ResourceId id : all.values()) {
      Optional<Resource> user =
          tx.resources()
              .findForUpdate(caller.serviceProvider(), ResourceType.USER, id)
              .filter(found -> found.domain().equals(caller.domain()));
      if (user.isEmpty()) {
        if (add.contains(id)) {
          problems.add(problem(Kind.INVALID_VALUE, "there is no user " + id + "."));
        }
        continue;
      }
      List<Assignment> present = tx.assignments().of(id);
      if (add.contains(id)) {
        add(id, present);
      } else {
        remove(id, roles, present, problems);
      }
      boolean unused =
          reviews.review(tx, caller, new MemberRef(ResourceType.USER, id), Review.because(""));
    }
    if (!problems.isEmpty()) {
      throw new RejectedException(problems);
    }
  }

  /** Each is locked until all are changed. */
  private static void requireFew(int changed) {
    if (changed > MOST_CHANGED) {
      throw RejectedException.of(
          Kind.TOO_LARGE,
          changed
              + " members would join or leave; a request changes "
              + MOST_CHANGED
              + " at most. Send several.");
    }
  }

  private void add(ResourceId id, List<Assignment> present) {
    if (present.stream().noneMatch(this::isMember)) {
      Assignment made =
          new Assignment(
              UUID.randomUUID(),
              id,
              role.id(),
              Settlement.origin(caller),
              null,
              null,
              null,
              "Written to the members of the role.",
              caller.actor(),
              now);
      tx.assignments().add(made);
      record(made, "made");
    }
  }

  /** The user's own record is silent where it holds the role for another reason too. */
  private void record(Assignment assignment, String action) {
    tx.record(AssignmentAdministration.decided(caller, role.name(), assignment, action));
  }

  private void remove(
      ResourceId id, RoleIndex roles, List<Assignment> present, List<Problem> problems) {
    List<Assignment> kept = new ArrayList<>(present);
    kept.removeIf(this::isDirect);
    for (Assignment direct : present.stream().filter(this::isDirect).toList()) {
      tx.assignments().remove(direct.id());
      record(direct, "revoked");
    }
    if (roles.effective(kept, now).contains(role)) {
      problems.add(
          problem(
              Kind.MUTABILITY,
              id + " holds the role by a rule, by a request or with another role."));
    }
  }

  private boolean isMember(Assignment assignment) {
    return assignment.role().equals(role.id()) && assignment.isHeld(now);
  }

  private boolean isDirect(Assignment assignment) {
    return isMember(assignment)
        && (assignment.origin() == Origin.SCIM
            || assignment.origin() == Origin.ADMINISTRATOR
            || assignment.origin() == Origin.FEDERATION);
  }

  private static Problem problem(Kind kind, String detail) {
    return Problem.at(kind, MEMBER, MEMBER + ": " + detail);
  }
}
