package io.tessera.provisioning.internal.write;

import io.tessera.model.Attributes;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Precondition;
import io.tessera.provisioning.internal.configuration.Snapshot;
import io.tessera.store.spi.Resources.PasswordChange;
import io.tessera.store.spi.Transaction;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What can be done with users and groups inside one write. */
public final class OneWrite {
  private final Write write;
  private final WritePath writes;

  OneWrite(Write write, WritePath writes) {
    this.write = write;
    this.writes = writes;
  }

  public Transaction tx() {
    return write.tx();
  }

  public Snapshot snapshot() {
    return write.snapshot();
  }

  public Caller caller() {
    return write.caller();
  }

  /** Why it is done, for people; kept with each change from now on. */
  public void because(String reason) {
    write.because(reason);
  }

  /**
   * Makes an active user.
   *
   * @param passwordHash in PHC format; null for none
   * @throws io.tessera.model.RejectedException with all that is wrong
   */
  public Resource create(Attributes user, @Nullable String passwordHash) {
    ResourceSchema schema = write.schema(ResourceType.USER);
    Submission said = new SubmissionReader(schema).readWhole(user);
    Submission submission =
        new Submission(
            said.attributes().with("active", Value.bool(true)), said.externalId(), null, null);
    Resource made = writes.create(write, ResourceType.USER, submission, passwordHash, Set.of());
    write.mainIsLast();
    return made;
  }

  /** The present state of a user of the caller's domain, kept from other writers. */
  public Optional<Resource> locked(ResourceId user) {
    return write
        .tx()
        .resources()
        .findForUpdate(write.caller().serviceProvider(), ResourceType.USER, user)
        .filter(found -> found.domain().equals(write.caller().domain()));
  }

  /**
   * Gives a user other attributes; writes nothing when they are the same.
   *
   * @param user as it is locked
   * @throws io.tessera.model.RejectedException with all that is wrong
   */
  public Resource change(Resource user, UnaryOperator<Attributes> revise) {
    ResourceSchema schema = write.schema(ResourceType.USER);
    Visible visible = new Visible(schema);
    Attributes after = revise.apply(visible.of(user.attributes()));
    Submission submission = new SubmissionReader(schema).read(after);
    int before = write.recorded().size();
    Resource changed =
        writes.change(
            write,
            ResourceType.USER,
            user.id(),
            Precondition.NONE,
            present ->
                new WritePath.Revision(
                    visible.restore(present.attributes(), submission.attributes()),
                    present.externalId(),
                    PasswordChange.KEEP,
                    List.of()),
            Set.of());
    if (write.recorded().size() > before) {
      write.mainIsLast();
    }
    return changed;
  }

  public void join(ResourceId group, ResourceId user) {
    step(group, new MembershipStep.Add(List.of(user)));
  }

  public void leave(ResourceId group, ResourceId user) {
    step(group, new MembershipStep.Remove(List.of(user)));
  }

  private void step(ResourceId group, MembershipStep step) {
    Resource unused =
        writes.change(
            write,
            ResourceType.GROUP,
            group,
            Precondition.NONE,
            present ->
                new WritePath.Revision(
                    present.attributes(), present.externalId(), PasswordChange.KEEP, List.of(step)),
            Set.of());
  }

  /** The change of a user or group that was written down last; empty when nothing was. */
  public Optional<UUID> changeOf(ResourceId resource) {
    return write.recorded().stream()
        .map(recorded -> recorded.change())
        .filter(change -> change.resource().equals(resource))
        .map(change -> change.id())
        .reduce((first, second) -> second);
  }
}
