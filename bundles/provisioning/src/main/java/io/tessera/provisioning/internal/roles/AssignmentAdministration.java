package io.tessera.provisioning.internal.roles;

import static io.tessera.provisioning.internal.configuration.ConfigurationWrites.invalid;
import static io.tessera.provisioning.internal.configuration.ConfigurationWrites.notFound;

import io.tessera.model.MemberRef;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Role;
import io.tessera.provisioning.api.admin.RoleAssignment;
import io.tessera.provisioning.api.admin.RoleAssignment.State;
import io.tessera.provisioning.api.admin.RoleAssignments;
import io.tessera.provisioning.internal.Records;
import io.tessera.provisioning.internal.configuration.LiveConfiguration;
import io.tessera.provisioning.internal.delivery.Doorbell;
import io.tessera.provisioning.internal.write.Review;
import io.tessera.provisioning.internal.write.Reviews;
import io.tessera.store.spi.Assignments.Assignment;
import io.tessera.store.spi.Assignments.Origin;
import io.tessera.store.spi.Deed;
import io.tessera.store.spi.Store;
import io.tessera.store.spi.Transaction;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The use cases of assignments: each is one transaction with the change of the user it makes. */
@Component(service = RoleAssignments.class)
public final class AssignmentAdministration implements RoleAssignments {
  private static final Logger LOG = LoggerFactory.getLogger(AssignmentAdministration.class);
  private static final int MAX_REASON = 512;

  private final Store store;
  private final LiveConfiguration configuration;
  private final Doorbell doorbell;
  private final Clock clock;
  private final Reviews reviews;

  @Activate
  public AssignmentAdministration(
      @Reference(name = "store") Store store,
      @Reference(name = "configuration") LiveConfiguration configuration,
      @Reference(name = "doorbell") Doorbell doorbell,
      @Reference(name = "zone") ServerZone zone) {
    this(store, configuration, doorbell, zone.clock());
  }

  private AssignmentAdministration(
      Store store, LiveConfiguration configuration, Doorbell doorbell, Clock clock) {
    this.store = store;
    this.configuration = configuration;
    this.doorbell = doorbell;
    this.clock = clock;
    this.reviews = new Reviews(configuration, clock);
  }

  @Override
  public Optional<RoleAssignment> get(Caller caller, UUID id) {
    RoleIndex roles = configuration.refresh().roles();
    return store
        .<Optional<Assignment>>read(
            tx -> tx.assignments().find(id).filter(a -> isSeen(tx, caller, a.identity())))
        .map(assignment -> told(assignment, roles));
  }

  @Override
  public List<RoleAssignment> of(Caller caller, ResourceId identity) {
    RoleIndex roles = configuration.refresh().roles();
    return store
        .<List<Assignment>>read(
            tx -> {
              if (!isSeen(tx, caller, identity)) {
                throw notFound("user");
              }
              return tx.assignments().of(identity);
            })
        .stream()
        .map(assignment -> told(assignment, roles))
        .toList();
  }

  @Override
  public List<RoleAssignment> ofRole(Caller caller, String role, @Nullable UUID after, int most) {
    RoleIndex roles = configuration.refresh().roles();
    Role wanted = roles.role(role).orElseThrow(() -> notFound("role"));
    return store.<List<Assignment>>read(tx -> ofRole(tx, caller, wanted, after, most)).stream()
        .map(assignment -> told(assignment, roles))
        .toList();
  }

  private static List<Assignment> ofRole(
      Transaction tx, Caller caller, Role role, @Nullable UUID after, int most) {
    return seesAll(caller)
        ? tx.assignments().ofRole(role.id(), after, most)
        : tx.assignments().ofRole(role.id(), caller.domain(), after, most);
  }

  @Override
  public RoleAssignment assign(
      Caller caller, ResourceId identity, String role, RoleAssignment.Draft draft) {
    Dates dates = dates(draft);
    Assignment made =
        write(
            tx -> {
              Role wanted =
                  configuration
                      .in(tx)
                      .roles()
                      .role(role)
                      .orElseThrow(() -> invalid("role", "there is no role of this name."));
              if (!isLocked(tx, caller, identity)) {
                throw invalid("identity", "there is no user of this id.");
              }
              Assignment assignment =
                  new Assignment(
                      UUID.randomUUID(),
                      identity,
                      wanted.id(),
                      Settlement.origin(caller),
                      null,
                      dates.starts(),
                      dates.ends(),
                      draft.reason(),
                      caller.actor(),
                      now());
              tx.assignments().add(assignment);
              tx.record(decided(tx, caller, assignment, "made"));
              settle(tx, caller, assignment);
              requireStill(tx, wanted);
              return assignment;
            });
    log("made", made, caller);
    return told(made, configuration.held().roles());
  }

  @Override
  public RoleAssignment change(Caller caller, UUID id, RoleAssignment.Draft draft) {
    Dates dates = dates(draft);
    Assignment changed =
        write(
            tx -> {
              Assignment present = changeable(tx, caller, id);
              Assignment next =
                  new Assignment(
                      id,
                      present.identity(),
                      present.role(),
                      present.origin(),
                      null,
                      dates.starts(),
                      dates.ends(),
                      draft.reason(),
                      caller.actor(),
                      now());
              tx.assignments().update(next);
              tx.record(decided(tx, caller, next, "changed"));
              settle(tx, caller, next);
              return next;
            });
    log("changed", changed, caller);
    return told(changed, configuration.held().roles());
  }

  @Override
  public void revoke(Caller caller, UUID id) {
    Assignment revoked =
        write(
            tx -> {
              Assignment present = changeable(tx, caller, id);
              tx.assignments().remove(id);
              tx.record(decided(tx, caller, present, "revoked"));
              review(tx, caller, present.identity());
              return present;
            });
    log("revoked", revoked, caller);
  }

  @Override
  public List<Member> members(Caller caller, String role) {
    Role wanted = configuration.refresh().roles().role(role).orElseThrow(() -> notFound("role"));
    return store.<List<Member>>read(tx -> new RoleMembers(tx, caller, wanted, now()).list());
  }

  @Override
  public void changeMembers(
      Caller caller, String role, Set<ResourceId> add, Set<ResourceId> remove) {
    if (add.isEmpty() && remove.isEmpty()) {
      return;
    }
    boolean unused =
        write(
            tx -> {
              RoleIndex roles = configuration.in(tx).roles();
              Role wanted = roles.role(role).orElseThrow(() -> notFound("role"));
              new RoleMembers(tx, caller, wanted, now()).change(roles, reviews, add, remove);
              requireStill(tx, wanted);
              return true;
            });
  }

  private Deed decided(Transaction tx, Caller caller, Assignment assignment, String action) {
    String role = configuration.in(tx).roles().role(assignment.role()).map(Role::name).orElse("");
    return decided(caller, role, assignment, action);
  }

  static Deed decided(Caller caller, String role, Assignment assignment, String action) {
    return Records.decided(
        caller,
        "role-assignment",
        assignment.id(),
        Records.facts(action, role).put("resource", assignment.identity().toString()).build());
  }

  private static void log(String done, Assignment assignment, Caller caller) {
    LOG.info(
        "assignment {} of role {} to user {}: {} by {}",
        assignment.id(),
        assignment.role(),
        assignment.identity(),
        done,
        caller.actor());
  }

  private <T> T write(Function<Transaction, T> work) {
    T done = store.write(work);
    doorbell.ring();
    return done;
  }

  /**
   * A role that is removed meanwhile would leave assignments to nothing. The configuration is
   * locked last: all others who write users read it while they hold them.
   */
  private void requireStill(Transaction tx, Role role) {
    tx.configurations().lock();
    if (configuration.in(tx).roles().role(role.id()).isEmpty()) {
      throw RejectedException.of(
          Problem.Kind.CONFLICT, "The role " + role.name() + " was removed meanwhile.");
    }
  }

  /** The user is locked before the assignment is read for good. */
  private static Assignment changeable(Transaction tx, Caller caller, UUID id) {
    Assignment seen = tx.assignments().find(id).orElseThrow(() -> notFound("assignment"));
    if (!isLocked(tx, caller, seen.identity())) {
      throw notFound("assignment");
    }
    Assignment present = tx.assignments().find(id).orElseThrow(() -> notFound("assignment"));
    if (present.origin() == Origin.RULE) {
      throw RejectedException.of(
          Problem.Kind.CONFLICT,
          "A birthright rule granted it; change the rule or what it looks at.");
    }
    return present;
  }

  /** Keeps other writers of a user out; whether there is one for this caller. */
  private static boolean isLocked(Transaction tx, Caller caller, ResourceId identity) {
    return tx.resources()
        .findForUpdate(caller.serviceProvider(), ResourceType.USER, identity)
        .filter(user -> isIn(caller, user))
        .isPresent();
  }

  private static boolean isSeen(Transaction tx, Caller caller, ResourceId identity) {
    return tx.resources()
        .find(caller.serviceProvider(), ResourceType.USER, identity)
        .filter(user -> isIn(caller, user))
        .isPresent();
  }

  /** Administrators see all domains, a service provider its own. */
  static boolean isIn(Caller caller, Resource user) {
    return seesAll(caller) || user.domain().equals(caller.domain());
  }

  private static boolean seesAll(Caller caller) {
    return caller.serviceProvider().equals(Caller.RESIDENT);
  }

  private void settle(Transaction tx, Caller caller, Assignment assignment) {
    String role = configuration.in(tx).roles().role(assignment.role()).map(Role::name).orElse("");
    Settlement.remember(tx, caller, assignment, role, now());
    review(tx, caller, assignment.identity());
  }

  private void review(Transaction tx, Caller caller, ResourceId identity) {
    boolean unused =
        reviews.review(tx, caller, new MemberRef(ResourceType.USER, identity), Review.because(""));
  }

  /** When it is held. */
  private record Dates(@Nullable Instant starts, @Nullable Instant ends) {}

  private Dates dates(RoleAssignment.Draft draft) {
    Days days = new Days(clock.getZone());
    Instant starts =
        draft.starts().isBlank()
            ? null
            : days.start(draft.starts(), 0).orElseThrow(() -> undated("starts"));
    Instant ends =
        draft.ends().isBlank()
            ? null
            : days.end(draft.ends(), 0).orElseThrow(() -> undated("ends"));
    if (starts != null && ends != null && !ends.isAfter(starts)) {
      throw invalid("ends", "it must be later than the start.");
    }
    if (draft.reason().length() > MAX_REASON) {
      throw invalid("reason", MAX_REASON + " characters at most are expected.");
    }
    return new Dates(starts, ends);
  }

  private static RejectedException undated(String field) {
    return invalid(field, "a day (2026-12-31) or an instant (2026-12-31T17:00:00Z) is expected.");
  }

  private RoleAssignment told(Assignment assignment, RoleIndex roles) {
    UUID source = assignment.source();
    Instant starts = assignment.starts();
    State state =
        assignment.isHeld(now())
            ? State.HELD
            : starts != null && starts.isAfter(now()) ? State.COMING : State.ENDED;
    return new RoleAssignment(
        assignment.id(),
        assignment.identity(),
        roles.role(assignment.role()).map(Role::name).orElse(""),
        RoleAssignment.Origin.valueOf(assignment.origin().name()),
        source == null ? null : roles.rule(source).map(rule -> rule.name()).orElse(null),
        starts,
        assignment.ends(),
        assignment.reason(),
        assignment.grantedBy(),
        assignment.granted(),
        state);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
