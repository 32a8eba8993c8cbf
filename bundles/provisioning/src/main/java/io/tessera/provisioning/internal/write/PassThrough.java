package io.tessera.provisioning.internal.write;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.MembershipDelta;
import io.tessera.model.Page;
import io.tessera.model.Problem;
import io.tessera.model.Query;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.patch.Patch;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Precondition;
import io.tessera.provisioning.api.TargetUnavailableException;
import io.tessera.provisioning.api.admin.DeliverySettings.Passwords;
import io.tessera.provisioning.api.admin.ServiceProvider.Outbound;
import io.tessera.provisioning.internal.Ids;
import io.tessera.provisioning.internal.Records;
import io.tessera.provisioning.internal.configuration.LiveConfiguration;
import io.tessera.provisioning.internal.configuration.Snapshot;
import io.tessera.provisioning.internal.delivery.DeliveryWaits;
import io.tessera.provisioning.internal.delivery.Doorbell;
import io.tessera.provisioning.internal.delivery.RemoteAccounts;
import io.tessera.provisioning.internal.passthrough.Payload;
import io.tessera.provisioning.internal.passthrough.Payloads;
import io.tessera.provisioning.internal.selection.Occasion;
import io.tessera.provisioning.internal.selection.Selection;
import io.tessera.provisioning.internal.selection.Selector;
import io.tessera.provisioning.internal.selection.Subject;
import io.tessera.store.spi.Aim;
import io.tessera.store.spi.Change;
import io.tessera.store.spi.DeliveryLog;
import io.tessera.store.spi.Lanes;
import io.tessera.store.spi.PassedResources.PassedResource;
import io.tessera.store.spi.Store;
import io.tessera.store.spi.Transaction;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The use cases of users and groups that are at targets only. We keep their ids and their account
 * links; what they are travels sealed, and is read where it is.
 */
@Component(service = PassThrough.class)
public final class PassThrough {
  /** What can be asked, for messages. */
  static final String POSSIBLE =
      "this service provider only passes users and groups on: they are found by id, by userName eq,"
          + " and groups by displayName eq, where a target can look them up.";

  private static final int TRIES = 3;

  private final Store store;
  private final LiveConfiguration configuration;
  private final Payloads payloads;
  private final PassedAccounts accounts;
  private final PassedReading reading;
  private final PasswordPolicy passwords;
  private final BlockingTargets blocking;
  private final PassedOutcome outcomes;
  private final DeliveryLog log;
  private final Doorbell doorbell;
  private final Clock clock = Clock.systemUTC();
  private final Ids ids;

  @Activate
  public PassThrough(
      @Reference(name = "store") Store store,
      @Reference(name = "configuration") LiveConfiguration configuration,
      @Reference(name = "payloads") Payloads payloads,
      @Reference(name = "passwords") PasswordPolicy passwords,
      @Reference(name = "remote") RemoteAccounts remote,
      @Reference(name = "lanes") Lanes lanes,
      @Reference(name = "waits") DeliveryWaits waits,
      @Reference(name = "log") DeliveryLog log,
      @Reference(name = "doorbell") Doorbell doorbell) {
    this.store = store;
    this.configuration = configuration;
    this.payloads = payloads;
    this.accounts = new PassedAccounts(remote, log, lanes, payloads);
    this.reading = new PassedReading(store, configuration, accounts);
    this.passwords = passwords;
    this.blocking = new BlockingTargets(waits, log);
    this.outcomes = new PassedOutcome(log);
    this.log = log;
    this.doorbell = doorbell;
    this.ids = new Ids(clock);
  }

  /** Whether what a caller creates is only passed on. */
  boolean isFor(Caller caller) {
    return !configuration.held().outbound(caller.serviceProvider()).mode().persists();
  }

  /** Whether what a write creates must not be kept, by the configuration the write sees. */
  static boolean isFor(Write write) {
    return !write.snapshot().outbound(write.caller().serviceProvider()).mode().persists();
  }

  /** Whether a resource is at targets only; how its creator is configured now says nothing. */
  boolean has(Caller caller, ResourceType type, ResourceId id) {
    return find(caller, type, id).isPresent();
  }

  private Optional<PassedResource> find(Caller caller, ResourceType type, ResourceId id) {
    return store
        .<Optional<PassedResource>>read(tx -> tx.passed().find(id))
        .filter(r -> isSeen(r, caller, type));
  }

  private static boolean isSeen(PassedResource resource, Caller caller, ResourceType type) {
    return resource.type() == type && resource.domain().equals(caller.domain());
  }

  Resource create(Caller caller, ResourceType type, Submission submission) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    PassedResource made =
        new PassedResource(
            type, ids.resource(), caller.serviceProvider(), caller.domain(), 1, now, now);
    Payload payload = Payload.whole(submission.attributes());
    write(
        caller,
        write -> {
          MembershipDelta members =
              submission
                  .membersIfAny()
                  .map(m -> new PassedMembers(write).joining(m))
                  .orElse(MembershipDelta.NONE);
          write.tx().passed().insert(made);
          pass(write, Change.Kind.CREATE, made, payload, members);
          return made;
        },
        payload,
        submission.passwordIfAny());
    return PassedReading.resource(made, submission.attributes(), submission.externalId());
  }

  Resource replace(
      Caller caller,
      ResourceType type,
      ResourceId id,
      Submission submission,
      Precondition precondition) {
    if (submission.membersIfAny().isPresent()) {
      throw PassedMembers.notReadable();
    }
    Payload payload = Payload.whole(submission.attributes());
    PassedResource changed =
        write(
            caller,
            write -> {
              PassedResource next = next(write, type, id, precondition);
              pass(write, Change.Kind.UPDATE, next, payload, MembershipDelta.NONE);
              return next;
            },
            payload,
            submission.passwordIfAny());
    return PassedReading.resource(changed, submission.attributes(), submission.externalId());
  }

  Resource modify(
      Caller caller, ResourceType type, ResourceId id, Patch patch, Precondition precondition) {
    Optional<String> clear = PatchedPassword.in(patch, configuration.held().schema(type));
    for (int tries = 1; ; tries++) {
      PassedResource seen =
          find(caller, type, id).orElseThrow(() -> ResourceProvisioning.notFound(type, id));
      Payload present = reading.present(seen, patch);
      PatchApplication application =
          new PatchApplication(configuration.held().schema(type), present.state());
      Attributes result = application.apply(patch);
      List<MembershipStep> steps = application.membershipSteps();
      Payload wanted = result.equals(present.state()) ? present : then(present, type, result);
      clear.ifPresent(
          text -> passwords.requireUnlike(wanted.state().text("userName").orElse(""), text));
      if (steps.isEmpty() && wanted.equals(present) && !isWanted(clear, seen)) {
        return reading.changed(seen, present.state());
      }
      try {
        PassedResource changed =
            write(
                caller, write -> modified(write, seen, precondition, wanted, steps), wanted, clear);
        return reading.changed(changed, wanted.state());
      } catch (Overtaken again) {
        if (tries == TRIES) {
          throw RejectedException.of(
              Problem.Kind.CONFLICT, "Others change it all the time; repeat the request.");
        }
      }
    }
  }

  private Payload then(Payload present, ResourceType type, Attributes result) {
    if (present.isFull()) {
      throw new TargetUnavailableException(
          "Too many changes of it wait for its targets. Try again later, or replace it (PUT).");
    }
    ResourceSchema schema = configuration.held().schema(type);
    return present.then(new SubmissionReader(schema).read(result).attributes());
  }

  /** A change of nothing but the password would be lost without a word. */
  private boolean isWanted(Optional<String> clear, PassedResource seen) {
    if (clear.isEmpty()) {
      return false;
    }
    Snapshot snapshot = configuration.held();
    Outbound outbound = snapshot.outbound(seen.serviceProvider());
    boolean taken =
        snapshot.targets().stream()
            .filter(t -> t.active() && outbound.includes(t.target().name()))
            .anyMatch(t -> t.target().delivery().passwords() == Passwords.PASS_THROUGH);
    if (!taken || clear.get().isEmpty()) {
      throw RejectedException.at(
          Problem.Kind.NOT_SUPPORTED,
          AttributePath.of("password"),
          "password: this user is only at targets, and none of them is given "
              + (taken ? "an empty password." : "passwords (delivery.passwords)."));
    }
    return true;
  }

  /** Somebody else changed it after it was read. */
  private static final class Overtaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Overtaken() {
      super("overtaken", null, false, false);
    }
  }

  private PassedResource modified(
      Write write,
      PassedResource seen,
      Precondition precondition,
      Payload wanted,
      List<MembershipStep> steps) {
    PassedResource next = next(write, seen.type(), seen.id(), precondition);
    if (next.version() != seen.version() + 1) {
      throw new Overtaken();
    }
    pass(write, Change.Kind.UPDATE, next, wanted, new PassedMembers(write).of(steps));
    return next;
  }

  ResourceId delete(Caller caller, ResourceType type, ResourceId id, Precondition precondition) {
    PassedResource seen =
        find(caller, type, id).orElseThrow(() -> ResourceProvisioning.notFound(type, id));
    Payload payload = reading.lastWords(seen);
    write(
        caller,
        write -> {
          PassedResource gone = next(write, type, id, precondition);
          write.tx().passed().remove(id);
          pass(write, Change.Kind.DELETE, gone, payload, MembershipDelta.NONE);
          return gone;
        },
        payload,
        Optional.empty());
    return id;
  }

  Optional<Resource> get(Caller caller, ResourceType type, ResourceId id) {
    return find(caller, type, id).map(reading::resource);
  }

  Page<Resource> find(Caller caller, ResourceType type, Query query) {
    return new PassedSearch(store, configuration, accounts, reading, caller, type).find(query);
  }

  /** The next version, kept. */
  private PassedResource next(
      Write write, ResourceType type, ResourceId id, Precondition precondition) {
    PassedResource present =
        write
            .tx()
            .passed()
            .findForUpdate(id)
            .filter(r -> isSeen(r, write.caller(), type))
            .orElseThrow(() -> ResourceProvisioning.notFound(type, id));
    if (!precondition.allows(present.version())) {
      throw RejectedException.of(
          Problem.Kind.STALE,
          "The resource has changed since: its version is "
              + present.version()
              + ". Read it again and repeat the change.");
    }
    PassedResource next = next(present);
    write.tx().passed().update(id, next.version(), next.lastModified());
    return next;
  }

  private PassedResource next(PassedResource present) {
    return new PassedResource(
        present.type(),
        present.id(),
        present.serviceProvider(),
        present.domain(),
        present.version() + 1,
        present.created(),
        clock.instant().truncatedTo(ChronoUnit.MILLIS));
  }

  /** Sends it to its targets; the journal learns which attributes there are. */
  private void pass(
      Write write,
      Change.Kind kind,
      PassedResource resource,
      Payload payload,
      MembershipDelta members) {
    Map<UUID, Aim> aims = Map.copyOf(write.tx().aimsOf(resource.id()));
    Selection selection = select(write, kind, resource, payload, aims);
    Set<UUID> targets = new HashSet<>(selection.destinations().brought());
    if (payload.isPartial()) {
      // What is known of it is not enough for a new account.
      targets.removeIf(target -> aims.get(target) != Aim.ACCOUNT);
    }
    targets.addAll(selection.destinations().ended());
    if (kind != Change.Kind.DELETE && targets.isEmpty()) {
      throw nowhere(selection);
    }
    record(write, kind, resource, payload, members, targets, decisions(selection, write, payload));
  }

  private static RejectedException nowhere(Selection selection) {
    String reasons =
        selection.choices().stream()
            .map(choice -> choice.target().target().name() + ": " + choice.explanation())
            .collect(Collectors.joining("; "));
    return RejectedException.of(
        Problem.Kind.CONFLICT,
        "This service provider only passes users and groups on, and no active target takes this;"
            + " nothing was changed. "
            + reasons);
  }

  private static Selection select(
      Write write,
      Change.Kind kind,
      PassedResource resource,
      Payload payload,
      Map<UUID, Aim> aims) {
    Outbound outbound = write.snapshot().outbound(resource.serviceProvider());
    return new Selector(write.snapshot())
        .select(
            new Subject(resource.type(), resource.id(), payload.state(), Set.of(), aims),
            Occasion.write(kind, resource.serviceProvider(), outbound));
  }

  private static Attributes decisions(Selection selection, Write write, Payload payload) {
    Outbound outbound = write.snapshot().outbound(write.caller().serviceProvider());
    return selection
        .decisions(outbound)
        .with("mode", Value.text("provision-only"))
        .with("attributes", Value.many(payload.state().names().stream().map(Value::text).toList()));
  }

  private void record(
      Write write,
      Change.Kind kind,
      PassedResource resource,
      Payload payload,
      MembershipDelta members,
      Set<UUID> targets,
      Attributes decisions) {
    Caller caller = write.caller();
    Change change =
        new Change(
            ids.ordered(),
            resource.lastModified(),
            kind,
            resource.type(),
            resource.id(),
            resource.version(),
            Records.origin(caller),
            write.snapshot().version(),
            decisions,
            null,
            null,
            members);
    Payloads.Sealed sealed = payloads.seal(change.id(), payload);
    Map<UUID, Attributes> byTarget = new HashMap<>();
    targets.forEach(target -> byTarget.put(target, sealed.document()));
    write.pass(change, byTarget, sealed.key());
  }

  /** One transaction, then what the targets say; where one refuses, nothing remains. */
  private PassedResource write(
      Caller caller,
      Function<Write, PassedResource> work,
      Payload payload,
      Optional<String> password) {
    Write[] last = new Write[1];
    PassedResource done;
    Optional<PassedOutcome.Failure> failure;
    try (BlockingTargets.Expectation expected = blocking.expectation(caller)) {
      done =
          store.write(
              tx -> {
                Write write = begin(tx, caller);
                password
                    .filter(text -> !text.isEmpty())
                    .ifPresent(text -> write.carry(new CarriedPassword(payloads, text)));
                last[0] = write;
                PassedResource result = work.apply(write);
                expected.of(write);
                return result;
              });
      doorbell.ring();
      expected.await();
      failure = outcomes.failure(last[0].recorded().get(0), last[0], expected.outcome());
    }
    if (failure.isPresent()) {
      takeBack(caller, last[0].recorded().get(0), done, payload, failure.get());
      throw failure.get().why();
    }
    return done;
  }

  private Write begin(Transaction tx, Caller caller) {
    Snapshot snapshot = configuration.in(tx);
    snapshot.requireDomain(caller.domain());
    return new Write(tx, snapshot, caller, null);
  }

  /** What was refused is given up; what others have of a creation already is deleted there. */
  private void takeBack(
      Caller caller,
      Write.Recorded recorded,
      PassedResource made,
      Payload payload,
      PassedOutcome.Failure failure) {
    log.discard(failure.stopped(), "The target refused it; the caller was told.");
    store.write(
        tx -> {
          if (recorded.change().kind() == Change.Kind.DELETE) {
            tx.passed().insert(made);
          } else if (recorded.change().kind() == Change.Kind.CREATE) {
            Set<UUID> others = new HashSet<>(recorded.targets());
            others.removeAll(failure.refusing());
            tx.passed()
                .findForUpdate(made.id())
                .ifPresent(there -> remove(begin(tx, caller), there, payload, others));
          }
          return made;
        });
    doorbell.ring();
  }

  /** Others may have changed it since it was created: what they sent is overtaken as well. */
  private void remove(Write write, PassedResource there, Payload payload, Set<UUID> targets) {
    write.tx().passed().remove(there.id());
    if (!targets.isEmpty()) {
      record(
          write,
          Change.Kind.DELETE,
          next(there),
          payload,
          MembershipDelta.NONE,
          targets,
          Attributes.builder().put("mode", "provision-only").put("takenBack", true).build());
    }
  }
}
