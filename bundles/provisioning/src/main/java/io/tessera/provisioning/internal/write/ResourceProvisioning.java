package io.tessera.provisioning.internal.write;

import io.tessera.crypto.PasswordHasher;
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
import io.tessera.model.schema.BuiltInSchemas;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Include;
import io.tessera.provisioning.api.Precondition;
import io.tessera.provisioning.api.Provisioning;
import io.tessera.provisioning.internal.configuration.LiveConfiguration;
import io.tessera.provisioning.internal.delivery.Doorbell;
import io.tessera.store.spi.Resources.PasswordChange;
import io.tessera.store.spi.Store;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The use cases of resources: validates, hashes passwords, and makes each write one transaction of
 * resource, journal and operations.
 */
@Component(service = Provisioning.class)
public final class ResourceProvisioning implements Provisioning {
  private final Store store;
  private final PasswordHasher hasher;
  private final PasswordPolicy passwords;
  private final Doorbell doorbell;
  private final WritePath writes;

  @Activate
  public ResourceProvisioning(
      @Reference(name = "store") Store store,
      @Reference(name = "configuration") LiveConfiguration configuration,
      @Reference(name = "hasher") PasswordHasher hasher,
      @Reference(name = "passwords") PasswordPolicy passwords,
      @Reference(name = "doorbell") Doorbell doorbell) {
    this(store, configuration, hasher, passwords, doorbell, Clock.systemUTC());
  }

  public ResourceProvisioning(
      Store store,
      LiveConfiguration configuration,
      PasswordHasher hasher,
      PasswordPolicy passwords,
      Doorbell doorbell,
      Clock clock) {
    this.store = store;
    this.hasher = hasher;
    this.passwords = passwords;
    this.doorbell = doorbell;
    this.writes = new WritePath(configuration, clock, this::schema);
  }

  @Override
  public ResourceSchema schema(ResourceType type) {
    return BuiltInSchemas.of(type);
  }

  @Override
  public Resource create(
      Caller caller, ResourceType type, Attributes attributes, Set<Include> include) {
    Submission submission = withDefaults(new SubmissionReader(schema(type)).read(attributes), type);
    submission.passwordIfAny().ifPresent(clear -> requireUnlikeName(submission, clear));
    @Nullable String hash = submission.passwordIfAny().map(this::hash).orElse(null);
    return committed(store.write(tx -> writes.create(tx, caller, type, submission, hash, include)));
  }

  @Override
  public Resource replace(
      Caller caller,
      ResourceType type,
      ResourceId id,
      Attributes attributes,
      Precondition precondition,
      Set<Include> include) {
    Submission submission = withDefaults(new SubmissionReader(schema(type)).read(attributes), type);
    submission.passwordIfAny().ifPresent(clear -> requireUnlikeName(submission, clear));
    PasswordChange password = passwordChange(submission.passwordIfAny());
    return committed(
        store.write(
            tx ->
                writes.change(
                    tx,
                    caller,
                    type,
                    id,
                    precondition,
                    present -> replacement(present, submission, password),
                    include)));
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
    return committed(
        store.write(
            tx ->
                writes.change(
                    tx,
                    caller,
                    type,
                    id,
                    precondition,
                    present -> revise(present, patch, clear, password),
                    include)));
  }

  private WritePath.Revision replacement(
      Resource present, Submission submission, PasswordChange password) {
    Attributes after =
        ImmutableAttributes.kept(
            schema(present.type()), present.attributes(), submission.attributes());
    return WritePath.Revision.replacement(submission, after, password);
  }

  private WritePath.Revision revise(
      Resource present, Patch patch, Optional<String> clear, PasswordChange password) {
    ResourceSchema schema = schema(present.type());
    Attributes start =
        present
            .externalIdIfAny()
            .map(e -> present.attributes().with("externalId", Value.text(e)))
            .orElse(present.attributes());
    PatchApplication application = new PatchApplication(schema, start);
    Attributes result = application.apply(patch);
    Submission submission = new SubmissionReader(schema).read(result);
    clear.ifPresent(text -> requireUnlikeName(submission, text));
    return new WritePath.Revision(
        ImmutableAttributes.kept(schema, present.attributes(), submission.attributes()),
        submission.externalId(),
        password,
        application.membershipSteps());
  }

  private void requireUnlikeName(Submission submission, String password) {
    passwords.requireUnlike(submission.attributes().text("userName").orElse(""), password);
  }

  @Override
  public void delete(Caller caller, ResourceType type, ResourceId id, Precondition precondition) {
    committed(
        store.write(
            tx -> {
              writes.delete(tx, caller, type, id, precondition);
              return id;
            }));
  }

  @Override
  public Optional<Resource> get(
      Caller caller, ResourceType type, ResourceId id, Set<Include> include) {
    return store.read(
        tx ->
            tx.resources()
                .find(caller.serviceProvider(), type, id)
                .filter(r -> r.domain().equals(caller.domain()))
                .map(r -> new Inclusion(tx.memberships(), include).of(r)));
  }

  @Override
  public Page<Resource> find(Caller caller, ResourceType type, Query query, Set<Include> include) {
    return store.read(
        tx -> {
          Page<Resource> page =
              tx.resources().find(caller.serviceProvider(), caller.domain(), schema(type), query);
          return page.withItems(new Inclusion(tx.memberships(), include).of(page.items()));
        });
  }

  private static Submission withDefaults(Submission submission, ResourceType type) {
    if (type != ResourceType.USER || submission.attributes().bool("active").isPresent()) {
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

  private <T> T committed(T result) {
    doorbell.ring();
    return result;
  }

  static RejectedException notFound(ResourceType type, ResourceId id) {
    return RejectedException.of(
        Problem.Kind.NOT_FOUND, "There is no " + type.scimName() + " " + id + ".");
  }
}
