package io.tessera.provisioning.internal.write;

import io.tessera.crypto.PasswordHasher;
import io.tessera.crypto.Secret;
import io.tessera.model.Attributes;
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
import io.tessera.provisioning.api.Include;
import io.tessera.provisioning.api.Precondition;
import io.tessera.provisioning.api.Provisioning;
import io.tessera.provisioning.internal.accounts.AccountsOnRequest;
import io.tessera.provisioning.internal.configuration.LiveConfiguration;
import io.tessera.provisioning.internal.configuration.Snapshot;
import io.tessera.provisioning.internal.delivery.DeliveryWaits;
import io.tessera.provisioning.internal.delivery.Doorbell;
import io.tessera.provisioning.internal.passthrough.Payloads;
import io.tessera.provisioning.internal.roles.HeldRoles;
import io.tessera.provisioning.internal.roles.ServerZone;
import io.tessera.provisioning.internal.write.Write.Plan;
import io.tessera.store.spi.DeliveryLog;
import io.tessera.store.spi.Resources.PasswordChange;
import io.tessera.store.spi.Store;
import io.tessera.store.spi.Transaction;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The use cases of resources: validates, hashes passwords, and makes each write one transaction of
 * resource, journal and operations.
 */
@Component(service = {Provisioning.class, ResourceProvisioning.class})
public final class ResourceProvisioning implements Provisioning {
  private final Store store;
  private final PasswordHasher hasher;
  private final PasswordPolicy passwords;
  private final Doorbell doorbell;
  private final LiveConfiguration configuration;
  private final AccountsOnRequest accounts;
  private final BlockingTargets blocking;
  private final RequiredTargets required;
  private final WritePath writes;
  private final PassThrough passing;
  private final Payloads payloads;

  @Activate
  public ResourceProvisioning(
      @Reference(name = "store") Store store,
      @Reference(name = "configuration") LiveConfiguration configuration,
      @Reference(name = "hasher") PasswordHasher hasher,
      @Reference(name = "passwords") PasswordPolicy passwords,
      @Reference(name = "doorbell") Doorbell doorbell,
      @Reference(name = "waits") DeliveryWaits waits,
      @Reference(name = "log") DeliveryLog log,
      @Reference(name = "passing") PassThrough passing,
      @Reference(name = "payloads") Payloads payloads,
      @Reference(name = "zone") ServerZone zone) {
    this(
        store,
        configuration,
        hasher,
        passwords,
        doorbell,
        waits,
        log,
        passing,
        payloads,
        zone.clock());
  }

  private ResourceProvisioning(
      Store store,
      LiveConfiguration configuration,
      PasswordHasher hasher,
      PasswordPolicy passwords,
      Doorbell doorbell,
      DeliveryWaits waits,
      DeliveryLog log,
      PassThrough passing,
      Payloads payloads,
      Clock clock) {
    this.payloads = payloads;
    this.passing = passing;
    this.store = store;
    this.hasher = hasher;
    this.passwords = passwords;
    this.doorbell = doorbell;
    this.configuration = configuration;
    this.accounts = new AccountsOnRequest(log, configuration);
    this.blocking = new BlockingTargets(waits, log);
    this.required = new RequiredTargets(store, waits, doorbell);
    this.writes = new WritePath(clock);
  }

  @Override
  public ResourceSchema schema(ResourceType type) {
    return configuration.held().schema(type);
  }

  @Override
  public Resource create(
      Caller caller, ResourceType type, Attributes attributes, Set<Include> include) {
    ResourceSchema schema = schema(type);
    Submission submission = submission(schema, attributes);
    submission.passwordIfAny().ifPresent(clear -> requireUnlikeName(submission, clear));
    if (passing.isFor(caller)) {
      submission.passwordIfAny().ifPresent(passwords::requireLength);
      return accounts.of(passing.create(caller, type, submission), include);
    }
    @Nullable String hash = submission.passwordIfAny().map(this::hash).orElse(null);
    try {
      Resource done =
          write(
              caller,
              submission.passwordIfAny(),
              write -> {
                requireKept(write);
                return writes.create(
                    write,
                    type,
                    write.schema(type) == schema
                        ? submission
                        : submission(write.schema(type), attributes),
                    hash,
                    include);
              });
      return accounts.of(done, include);
    } catch (OnlyPassedOn sinceAMoment) {
      return accounts.of(passing.create(caller, type, submission), include);
    }
  }

  /** Another node may just have said so; nothing of it may be written then. */
  private static void requireKept(Write write) {
    if (PassThrough.isFor(write)) {
      throw new OnlyPassedOn();
    }
  }

  /** What was to be created is to be passed on. */
  private static final class OnlyPassedOn extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OnlyPassedOn() {
      super("only passed on", null, false, false);
    }
  }

  @Override
  public Resource replace(
      Caller caller,
      ResourceType type,
      ResourceId id,
      Attributes attributes,
      Precondition precondition,
      Set<Include> include) {
    ResourceSchema schema = schema(type);
    Submission submission = submission(schema, attributes);
    submission.passwordIfAny().ifPresent(clear -> requireUnlikeName(submission, clear));
    PasswordChange password = passwordChange(submission.passwordIfAny());
    Resource done =
        wherever(
            caller,
            type,
            id,
            () ->
                write(
                    caller,
                    submission.passwordIfAny(),
                    write -> {
                      ResourceSchema now = write.schema(type);
                      Submission wanted = now == schema ? submission : submission(now, attributes);
                      return writes.change(
                          write,
                          type,
                          id,
                          precondition,
                          present -> replacement(write, now, present, wanted, password),
                          include);
                    }),
            () -> passing.replace(caller, type, id, submission, precondition));
    return accounts.of(done, include);
  }

  @Override
  public Resource modify(
      Caller caller,
      ResourceType type,
      ResourceId id,
      Patch patch,
      Precondition precondition,
      Set<Include> include) {
    Optional<String> clear = PatchedPassword.in(patch, schema(type));
    PasswordChange password = passwordChange(clear);
    Resource done =
        wherever(
            caller,
            type,
            id,
            () ->
                write(
                    caller,
                    clear,
                    write ->
                        writes.change(
                            write,
                            type,
                            id,
                            precondition,
                            present -> revise(write.schema(type), present, patch, clear, password),
                            include)),
            () -> passing.modify(caller, type, id, patch, precondition));
    return accounts.of(done, include);
  }

  private static WritePath.Revision replacement(
      Write write,
      ResourceSchema schema,
      Resource present,
      Submission submission,
      PasswordChange password) {
    Visible visible = new Visible(schema);
    Attributes before = visible.of(present.attributes());
    Attributes after = ImmutableAttributes.kept(schema, before, submission.attributes());
    Attributes restored = visible.restore(present.attributes(), after);
    return WritePath.Revision.replacement(
        submission,
        new HeldRoles(write.snapshot()).replacing(present.attributes(), restored),
        password);
  }

  private WritePath.Revision revise(
      ResourceSchema schema,
      Resource present,
      Patch patch,
      Optional<String> clear,
      PasswordChange password) {
    Visible visible = new Visible(schema);
    Attributes before = visible.of(present.attributes());
    Attributes start =
        present.externalIdIfAny().map(e -> before.with("externalId", Value.text(e))).orElse(before);
    PatchApplication application = new PatchApplication(schema, start);
    Attributes result = application.apply(patch);
    Submission submission = new SubmissionReader(schema).read(result);
    clear.ifPresent(text -> requireUnlikeName(submission, text));
    Attributes after = ImmutableAttributes.kept(schema, before, submission.attributes());
    return new WritePath.Revision(
        visible.restore(present.attributes(), after),
        submission.externalId(),
        password,
        application.membershipSteps());
  }

  private void requireUnlikeName(Submission submission, String password) {
    passwords.requireUnlike(submission.attributes().text("userName").orElse(""), password);
  }

  @Override
  public void delete(Caller caller, ResourceType type, ResourceId id, Precondition precondition) {
    ResourceId unused =
        wherever(
            caller,
            type,
            id,
            () ->
                write(
                    caller,
                    write -> {
                      writes.delete(write, type, id, precondition);
                      return id;
                    }),
            () -> passing.delete(caller, type, id, precondition));
  }

  /** What is at targets only is changed there, whoever asks for it. */
  private <T> T wherever(
      Caller caller, ResourceType type, ResourceId id, Supplier<T> kept, Supplier<T> passed) {
    if (passing.isFor(caller) && passing.has(caller, type, id)) {
      return passed.get();
    }
    try {
      return kept.get();
    } catch (RejectedException refused) {
      if (refused.first().kind() == Problem.Kind.NOT_FOUND && passing.has(caller, type, id)) {
        return passed.get();
      }
      throw refused;
    }
  }

  @Override
  public Optional<Resource> get(
      Caller caller, ResourceType type, ResourceId id, Set<Include> include) {
    configuration.requireDomain(caller.domain());
    ResourceSchema schema = schema(type);
    return store
        .<Optional<Resource>>read(
            tx ->
                tx.resources()
                    .find(caller.serviceProvider(), type, id)
                    .filter(r -> r.domain().equals(caller.domain()))
                    .map(r -> new Inclusion(tx.memberships(), schema, include).of(r)))
        .or(() -> passing.get(caller, type, id))
        .map(r -> accounts.of(r, include));
  }

  @Override
  public Page<Resource> find(Caller caller, ResourceType type, Query query, Set<Include> include) {
    configuration.requireDomain(caller.domain());
    AccountsOnRequest.refuseIn(query);
    if (passing.isFor(caller)) {
      Page<Resource> page = passing.find(caller, type, query);
      return page.withItems(accounts.of(page.items(), include));
    }
    ResourceSchema schema = schema(type);
    Page<Resource> found =
        store.read(
            tx -> {
              Page<Resource> page =
                  tx.resources().find(caller.serviceProvider(), caller.domain(), schema, query);
              return page.withItems(
                  new Inclusion(tx.memberships(), schema, include).of(page.items()));
            });
    return found.withItems(accounts.of(found.items(), include));
  }

  private static Submission submission(ResourceSchema schema, Attributes attributes) {
    Submission submission = new SubmissionReader(schema).readWhole(attributes);
    if (schema.type() != ResourceType.USER || submission.attributes().bool("active").isPresent()) {
      return submission;
    }
    return new Submission(
        submission.attributes().with("active", Value.bool(true)),
        submission.externalId(),
        submission.password(),
        submission.members());
  }

  /** Hashes before the transaction: a hash costs more than all the rest of a write. */
  private PasswordChange passwordChange(Optional<String> password) {
    return password
        .<PasswordChange>map(
            clear ->
                clear.isEmpty() ? new PasswordChange.Clear() : new PasswordChange.Set(hash(clear)))
        .orElse(PasswordChange.KEEP);
  }

  private String hash(String clear) {
    passwords.requireLength(clear);
    return hasher.hash(clear);
  }

  /**
   * @param clear the password it gives the user; empty text when it takes it away
   */
  private <T> T write(Caller caller, Optional<String> clear, Function<Write, T> work) {
    Optional<CarriedPassword> carried =
        clear.filter(text -> !text.isEmpty()).map(text -> new CarriedPassword(payloads, text));
    return write(
        caller,
        write -> {
          carried.ifPresent(write::carry);
          return work.apply(write);
        });
  }

  private <T> T write(Caller caller, Function<Write, T> work) {
    Optional<Plan> plan =
        RequiredTargets.areIn(configuration.held(), caller)
            ? required.ask(caller, tx -> rehearse(begin(tx, caller, null), work))
            : Optional.empty();
    boolean made = false;
    try {
      T result = write(caller, work, plan.orElse(null));
      made = true;
      return result;
    } finally {
      if (!made) {
        plan.ifPresent(required::withdraw);
      }
    }
  }

  private static <T> T rehearse(Write write, Function<Write, T> work) {
    T unused = work.apply(write);
    throw new RequiredTargets.Rehearsed(write);
  }

  /** One transaction, by the configuration it sees; then waits for targets that are blocking. */
  private <T> T write(Caller caller, Function<Write, T> work, @Nullable Plan plan) {
    try (BlockingTargets.Expectation expected = blocking.expectation(caller)) {
      T result =
          store.write(
              tx -> {
                Write write = begin(tx, caller, plan);
                T done = work.apply(write);
                expected.of(write);
                return done;
              });
      doorbell.ring();
      expected.await();
      return result;
    }
  }

  private Write begin(Transaction tx, Caller caller, @Nullable Plan plan) {
    Snapshot snapshot = configuration.in(tx);
    snapshot.requireDomain(caller.domain());
    return new Write(tx, snapshot, caller, plan);
  }

  /**
   * Does several things with users and groups as one write: in one transaction, and with one wait
   * for targets.
   *
   * @param password that goes with it to targets which take passwords; empty for none
   * @param asksFirst whether required targets have to have it before it is kept; else they are
   *     waited for, and the write is kept whatever they say
   * @param work done again when it has to be; it must have no effect besides the transaction
   * @throws TargetUnavailableException a required target did not take it in time
   */
  public <T> T together(
      Caller caller,
      Optional<Secret> password,
      boolean asksFirst,
      Function<OneWrite, ? extends T> work) {
    Optional<CarriedPassword> carried =
        password.map(clear -> new CarriedPassword(payloads, clear.reveal()));
    Function<Write, T> whole =
        write -> {
          carried.ifPresent(write::carry);
          if (!asksFirst) {
            write.lenient();
          }
          return work.apply(new OneWrite(write, writes));
        };
    return asksFirst ? write(caller, whole) : write(caller, whole, (Plan) null);
  }

  /**
   * The hash of a password that somebody chooses.
   *
   * @throws RejectedException INVALID_VALUE at {@code password}
   */
  public String hashed(String userName, Secret password) {
    passwords.requireUnlike(userName, password.reveal());
    return hash(password.reveal());
  }

  static RejectedException notFound(ResourceType type, ResourceId id) {
    return RejectedException.of(
        Problem.Kind.NOT_FOUND, "There is no " + type.scimName() + " " + id + ".");
  }
}
