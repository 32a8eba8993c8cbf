package io.tessera.provisioning.internal.write;

import io.tessera.model.Attributes;
import io.tessera.model.MemberRef;
import io.tessera.model.MembershipDelta;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Channel;
import io.tessera.provisioning.api.Include;
import io.tessera.provisioning.api.Precondition;
import io.tessera.provisioning.internal.Ids;
import io.tessera.provisioning.internal.Records;
import io.tessera.provisioning.internal.roles.Settlement;
import io.tessera.provisioning.internal.selection.Occasion;
import io.tessera.provisioning.internal.selection.Selection;
import io.tessera.provisioning.internal.selection.Selector;
import io.tessera.provisioning.internal.selection.Subject;
import io.tessera.store.spi.Change;
import io.tessera.store.spi.Memberships.Membership;
import io.tessera.store.spi.Resources.PasswordChange;
import io.tessera.store.spi.Transaction;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What happens inside the one transaction of a write: the resource with its new version, its
 * memberships, the journal entry and the operations for the selected targets.
 */
final class WritePath {
  private final Clock clock;
  private final Ids ids;

  WritePath(Clock clock) {
    this.clock = clock;
    this.ids = new Ids(clock);
  }

  /** What a write makes of a resource. */
  record Revision(
      Attributes attributes,
      @Nullable String externalId,
      PasswordChange password,
      List<MembershipStep> membershipSteps) {

    /** A replacement leaves members alone that it does not mention: readers do not see them. */
    static Revision replacement(
        Submission submission, Attributes attributes, PasswordChange password) {
      return new Revision(
          attributes,
          submission.externalId(),
          password,
          submission
              .membersIfAny()
              .<List<MembershipStep>>map(m -> List.of(new MembershipStep.ReplaceAll(m)))
              .orElse(List.of()));
    }
  }

  Resource create(
      Write write,
      ResourceType type,
      Submission submission,
      @Nullable String passwordHash,
      Set<Include> include) {
    Transaction tx = write.tx();
    Caller caller = write.caller();
    ResourceSchema schema = write.schema(type);
    Instant now = now();
    ResourceId id = write.created(ids);
    Resource created =
        new Resource(
            type,
            id,
            caller.domain(),
            1,
            now,
            now,
            submission.externalId(),
            type == ResourceType.USER
                ? settlement(write).created(id, submission.attributes())
                : submission.attributes());
    tx.resources().insert(caller.serviceProvider(), schema, created, passwordHash);
    MembershipDelta members =
        submission
            .membersIfAny()
            .filter(m -> !m.isEmpty())
            .map(m -> tx.memberships().change(created.id(), m, List.of()))
            .orElse(MembershipDelta.NONE);
    PasswordChange password =
        passwordHash == null ? PasswordChange.KEEP : new PasswordChange.Set(passwordHash);
    record(
        write,
        new Recording(Change.Kind.CREATE, null, created.attributes(), members, password),
        created);
    new WatchedGroups(write).changed(created, created, members);
    return new Inclusion(tx.memberships(), schema, include).of(created);
  }

  Resource change(
      Write write,
      ResourceType type,
      ResourceId id,
      Precondition precondition,
      Function<Resource, Revision> revise,
      Set<Include> include) {
    Transaction tx = write.tx();
    ResourceSchema schema = write.schema(type);
    Resource present = present(write, type, id, precondition);
    Revision revision = settled(write, present, revise.apply(present));
    MembershipDelta members = steps(tx, id, revision.membershipSteps());
    Inclusion inclusion = new Inclusion(tx.memberships(), schema, include);
    if (members.isEmpty() && isSame(present, revision)) {
      return inclusion.of(present);
    }
    Resource changed = next(present, revision.externalId(), revision.attributes());
    tx.resources()
        .update(write.caller().serviceProvider(), schema, present, changed, revision.password());
    record(
        write,
        new Recording(
            Change.Kind.UPDATE,
            present.attributes(),
            changed.attributes(),
            members,
            revision.password()),
        changed);
    new WatchedGroups(write).changed(present, changed, members);
    return inclusion.of(changed);
  }

  void delete(Write write, ResourceType type, ResourceId id, Precondition precondition) {
    Resource present = present(write, type, id, precondition);
    new WatchedGroups(write).removed(present);
    leaveGroups(write, present);
    Resource gone = next(present, present.externalId(), present.attributes());
    if (type == ResourceType.USER) {
      write.tx().assignments().forget(id);
    }
    write.tx().resources().delete(write.schema(type), id);
    record(
        write,
        new Recording(
            Change.Kind.DELETE,
            present.attributes(),
            null,
            MembershipDelta.NONE,
            PasswordChange.KEEP),
        gone);
  }

  /** A deleted member leaves its groups by changes of their own, so that targets learn of them. */
  private void leaveGroups(Write write, Resource member) {
    List<Membership> groups =
        write
            .tx()
            .memberships()
            .groupsOf(List.of(member.id()))
            .getOrDefault(member.id(), List.of());
    MemberRef leaver = new MemberRef(member.type(), member.id());
    for (Membership group : groups) {
      if (group.direct()) {
        change(
            write,
            ResourceType.GROUP,
            group.group(),
            Precondition.NONE,
            present ->
                new Revision(
                    present.attributes(),
                    present.externalId(),
                    PasswordChange.KEEP,
                    List.of(new MembershipStep.Remove(List.of(leaver.id())))),
            Set.of());
      }
    }
  }

  private static Resource present(
      Write write, ResourceType type, ResourceId id, Precondition precondition) {
    Caller caller = write.caller();
    Resource present =
        write
            .tx()
            .resources()
            .findForUpdate(caller.serviceProvider(), type, id)
            .filter(r -> r.domain().equals(caller.domain()))
            .orElseThrow(() -> ResourceProvisioning.notFound(type, id));
    if (!precondition.allows(present.version())) {
      throw RejectedException.of(
          Problem.Kind.STALE,
          "The resource has changed since: its version is "
              + present.version()
              + ". Read it again and repeat the change.");
    }
    return present;
  }

  private static boolean isSame(Resource present, Revision revision) {
    return revision.password() instanceof PasswordChange.Keep
        && Objects.equals(present.externalId(), revision.externalId())
        && present.attributes().equals(revision.attributes());
  }

  private static MembershipDelta steps(
      Transaction tx, ResourceId group, List<MembershipStep> steps) {
    MembershipDelta all = MembershipDelta.NONE;
    for (MembershipStep step : steps) {
      all = all.then(GroupMembers.apply(tx.memberships(), group, step));
    }
    return all;
  }

  /**
   * Looks at a user or group again, and sends it where it should be by now.
   *
   * @return whether anything was to be done
   */
  boolean review(Write write, MemberRef who, Review review) {
    Caller caller = write.caller();
    Resource present =
        write
            .tx()
            .resources()
            .findForUpdate(caller.serviceProvider(), who.type(), who.id())
            .orElse(null);
    if (present == null) {
      return false;
    }
    Attributes reviewed =
        who.type() == ResourceType.USER
            ? settlement(write).reviewed(who.id(), present.attributes())
            : present.attributes();
    Resource next = next(present, present.externalId(), reviewed);
    Occasion occasion =
        Occasion.review(
            caller.serviceProvider(),
            write.snapshot().outbound(cause(write)),
            !next.attributes().equals(present.attributes()),
            review.asked(),
            review.resend());
    Selection selection = select(write, next, occasion);
    if (!occasion.changed() && selection.destinations().isEmpty()) {
      return false;
    }
    write
        .tx()
        .resources()
        .update(
            caller.serviceProvider(), write.schema(who.type()), present, next, PasswordChange.KEEP);
    record(
        write,
        new Recording(Change.Kind.UPDATE, present.attributes(), next.attributes()),
        next,
        selection,
        review.because());
    return true;
  }

  /** A service provider that is gone meanwhile causes no more than the resident one. */
  private static String cause(Write write) {
    String caused = write.caller().serviceProvider();
    return write.snapshot().serviceProviders().named(caused).isPresent() ? caused : Caller.RESIDENT;
  }

  /** With the roles that the user holds now. */
  private Revision settled(Write write, Resource present, Revision revision) {
    return present.type() == ResourceType.USER
        ? new Revision(
            settlement(write).written(present.id(), present.attributes(), revision.attributes()),
            revision.externalId(),
            revision.password(),
            revision.membershipSteps())
        : revision;
  }

  private Settlement settlement(Write write) {
    return new Settlement(write.tx(), write.snapshot(), write.caller(), clock);
  }

  private Resource next(Resource present, @Nullable String externalId, Attributes attributes) {
    return new Resource(
        present.type(),
        present.id(),
        present.domain(),
        present.version() + 1,
        present.created(),
        now(),
        externalId,
        attributes);
  }

  /**
   * What is written down of a change.
   *
   * @param before null for a creation
   * @param after null for a deletion
   */
  private record Recording(
      Change.Kind kind,
      @Nullable Attributes before,
      @Nullable Attributes after,
      MembershipDelta members,
      PasswordChange password) {
    /** Of attributes alone. */
    Recording(Change.Kind kind, Attributes before, Attributes after) {
      this(kind, before, after, MembershipDelta.NONE, PasswordChange.KEEP);
    }
  }

  private void record(Write write, Recording recording, Resource resource) {
    Caller caller = write.caller();
    Occasion occasion =
        Occasion.write(
            recording.kind(),
            caller.serviceProvider(),
            write.snapshot().outbound(caller.serviceProvider()));
    boolean signIn = caller.channel() == Channel.FEDERATION;
    Selection selection = select(write, resource, signIn ? occasion.bySignIn() : occasion);
    record(write, recording, resource, selection, write.because());
  }

  private void record(
      Write write, Recording recording, Resource resource, Selection selection, String because) {
    Caller caller = write.caller();
    write.record(
        new Change(
            write.changed(ids, resource.id()),
            resource.lastModified(),
            recording.kind(),
            resource.type(),
            resource.id(),
            resource.version(),
            Records.origin(caller),
            write.snapshot().version(),
            decisions(write, selection, recording.password(), because),
            recording.before(),
            recording.after(),
            recording.members()),
        selection.destinations());
  }

  static Selection select(Write write, Resource resource, Occasion occasion) {
    Selector selector = new Selector(write.snapshot());
    boolean isNew = occasion.kind() == Change.Kind.CREATE;
    boolean aims = !isNew && (!occasion.written() || selector.needsAims(occasion.outbound()));
    return selector.select(
        new Subject(
            resource.type(),
            resource.id(),
            resource.attributes(),
            isNew ? Set.of() : write.watchedGroupsOf(resource),
            aims ? write.tx().aimsOf(resource.id()) : Map.of()),
        occasion);
  }

  /** That a password was set is told; the password is kept apart and never told. */
  private static Attributes decisions(
      Write write, Selection selection, PasswordChange password, String because) {
    Caller caller = write.caller();
    Attributes.Builder decisions =
        selection.decisions(write.snapshot().outbound(caller.serviceProvider())).toBuilder();
    if (password instanceof PasswordChange.Set) {
      decisions.put("password", "set");
    } else if (password instanceof PasswordChange.Clear) {
      decisions.put("password", "cleared");
    }
    if (!because.isEmpty()) {
      decisions.put("because", because);
    }
    return decisions.build();
  }

  /** SCIM dates and the store carry milliseconds. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
