package io.tessera.provisioning.internal.roles;

import io.tessera.model.Attributes;
import io.tessera.model.ResourceId;
import io.tessera.model.Value;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.BirthrightRule;
import io.tessera.provisioning.api.admin.Role;
import io.tessera.provisioning.api.spi.ExpressionException;
import io.tessera.store.spi.Assignments.Assignment;
import io.tessera.store.spi.Assignments.Origin;
import io.tessera.store.spi.Transaction;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what the birthright rules grant a user up to date. */
final class Granting {
  private static final Logger LOG = LoggerFactory.getLogger(Granting.class);

  private final Transaction tx;
  private final RoleIndex roles;
  private final Caller caller;
  private final Days days;
  private final Instant now;

  Granting(Transaction tx, RoleIndex roles, Caller caller, Clock clock) {
    this.tx = tx;
    this.roles = roles;
    this.caller = caller;
    this.days = new Days(clock.getZone());
    this.now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** One role by one rule. */
  private record Grant(
      BirthrightRule rule, Role role, @Nullable Instant starts, @Nullable Instant ends) {
    boolean is(Assignment assignment) {
      return rule.id().equals(assignment.source()) && role.id().equals(assignment.role());
    }
  }

  /**
   * @param present all assignments of the user
   * @return all there are afterwards
   */
  List<Assignment> settle(
      ResourceId id, Attributes user, Set<String> groups, List<Assignment> present) {
    Set<UUID> undecided = new HashSet<>();
    List<Grant> grants = grants(id, user, groups, undecided);
    List<Assignment> settled = new ArrayList<>();
    for (Assignment assignment : present) {
      if (assignment.origin() != Origin.RULE || undecided.contains(assignment.source())) {
        settled.add(assignment);
        continue;
      }
      Optional<Grant> grant = grants.stream().filter(g -> g.is(assignment)).findFirst();
      if (grant.isEmpty()) {
        tx.assignments().remove(assignment.id());
        continue;
      }
      grants.remove(grant.get());
      settled.add(dated(assignment, grant.get()));
    }
    grants.forEach(grant -> settled.add(add(id, grant)));
    return settled;
  }

  /**
   * What the rules grant a user now.
   *
   * @param undecided gets the rules that cannot be told; what they granted stays
   */
  private List<Grant> grants(
      ResourceId id, Attributes user, Set<String> groups, Set<UUID> undecided) {
    List<Grant> grants = new ArrayList<>();
    for (CompiledBirthright birthright : roles.birthrights()) {
      BirthrightRule rule = birthright.rule();
      try {
        grants.addAll(grants(birthright, user, groups));
      } catch (ExpressionException failed) {
        undecided.add(rule.id());
        LOG.warn(
            "birthright rule {} on user {}: {}; what it granted before stays",
            rule.name(),
            id,
            failed.getMessage());
      }
    }
    return grants;
  }

  /**
   * What one rule grants a user.
   *
   * @throws ExpressionException it cannot be told
   */
  private List<Grant> grants(CompiledBirthright birthright, Attributes user, Set<String> groups) {
    BirthrightRule rule = birthright.rule();
    Optional<CompiledBirthright.Grant> grant = birthright.grant(user, groups);
    if (grant.isEmpty()) {
      return List.of();
    }
    Instant starts = starts(rule, grant.get().starts());
    Instant ends = ends(rule, grant.get().ends());
    return rule.roles().stream()
        .flatMap(name -> roles.role(name).stream())
        .map(role -> new Grant(rule, role, starts, ends))
        .toList();
  }

  /**
   * What there would be if a rule were in force; nothing is kept.
   *
   * @param present all assignments of the user
   * @throws ExpressionException it cannot be told
   */
  List<Assignment> supposed(
      CompiledBirthright birthright,
      ResourceId id,
      Attributes user,
      Set<String> groups,
      List<Assignment> present) {
    List<Assignment> supposed = new ArrayList<>(present);
    supposed.removeIf(assignment -> birthright.rule().id().equals(assignment.source()));
    if (birthright.rule().enabled()) {
      grants(birthright, user, groups)
          .forEach(grant -> supposed.add(assignment(UUID.randomUUID(), id, grant)));
    }
    return supposed;
  }

  private @Nullable Instant starts(BirthrightRule rule, @Nullable Value value) {
    return value == null
        ? null
        : days.start(text(value), rule.starts().days())
            .orElseThrow(() -> undated(rule.starts().from()));
  }

  private @Nullable Instant ends(BirthrightRule rule, @Nullable Value value) {
    return value == null
        ? null
        : days.end(text(value), rule.ends().days()).orElseThrow(() -> undated(rule.ends().from()));
  }

  private static String text(Value value) {
    return value instanceof Value.Text text ? text.value() : "";
  }

  private static ExpressionException undated(String path) {
    return new ExpressionException(path + " is neither a date nor an instant");
  }

  private Assignment dated(Assignment present, Grant grant) {
    if (Settlement.isSame(present.starts(), grant.starts())
        && Settlement.isSame(present.ends(), grant.ends())) {
      return present;
    }
    Assignment changed = assignment(present.id(), present.identity(), grant);
    tx.assignments().update(changed);
    Settlement.remember(tx, caller, changed, grant.role().name(), now);
    return changed;
  }

  private Assignment add(ResourceId id, Grant grant) {
    Assignment made = assignment(UUID.randomUUID(), id, grant);
    tx.assignments().add(made);
    Settlement.remember(tx, caller, made, grant.role().name(), now);
    return made;
  }

  private Assignment assignment(UUID id, ResourceId identity, Grant grant) {
    return new Assignment(
        id,
        identity,
        grant.role().id(),
        Origin.RULE,
        grant.rule().id(),
        grant.starts(),
        grant.ends(),
        "Birthright rule " + grant.rule().name() + ".",
        caller.actor(),
        now);
  }
}
