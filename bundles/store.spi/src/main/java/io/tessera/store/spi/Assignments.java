package io.tessera.store.spi;

import io.tessera.model.ResourceId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/** Which roles identities are to hold, why and when. Those of a deleted identity are forgotten. */
@ConsumerType
public interface Assignments {
  /** The resource must have been locked, or made, in this transaction. */
  void add(Assignment assignment);

  /** Puts other dates, another reason and who said so in the place of the present ones. */
  void update(Assignment assignment);

  void remove(UUID id);

  /** Removes all of an identity. */
  void forget(ResourceId identity);

  Optional<Assignment> find(UUID id);

  /** All of an identity, the oldest first: those to come and those that ended too. */
  List<Assignment> of(ResourceId identity);

  /**
   * Those of a role, in the order of their ids.
   *
   * @param after null to begin
   */
  List<Assignment> ofRole(UUID role, @Nullable UUID after, int most);

  /**
   * As {@link #ofRole(UUID, UUID, int)}, but only those of users in one domain.
   *
   * @param after null to begin
   */
  List<Assignment> ofRole(UUID role, String domain, @Nullable UUID after, int most);

  /**
   * Users of one domain who are assigned a role and hold it at a time, each once, in the order of
   * their ids.
   *
   * @param after null to begin
   */
  List<Holder> members(UUID role, String domain, Instant at, @Nullable ResourceId after, int most);

  /** Identities that hold, held or will hold one of some roles, in the order of their ids. */
  List<ResourceId> holders(Collection<UUID> roles, @Nullable ResourceId after, int most);

  /**
   * Those that end in a span of time, in the order in which they do.
   *
   * @param from ends then or later
   * @param after where the page before ended; null to begin
   */
  List<Assignment> ending(Instant from, Instant before, @Nullable Ending after, int most);

  /** Whether anybody is assigned the role, now or later or before. */
  boolean anyOf(UUID role);

  /**
   * One reason for which an identity holds a role.
   *
   * @param source the rule that granted it, or the identity provider; null for other origins
   * @param starts null for always
   * @param ends the first instant at which it is not held any more; null for never
   * @param reason for people, at most 512 characters
   * @param grantedBy who assigned it, or changed it last; at most 256 characters
   */
  record Assignment(
      UUID id,
      ResourceId identity,
      UUID role,
      Origin origin,
      @Nullable UUID source,
      @Nullable Instant starts,
      @Nullable Instant ends,
      String reason,
      String grantedBy,
      Instant granted) {

    /** Whether it has begun and not ended. */
    public boolean isHeld(Instant now) {
      return (starts == null || !starts.isAfter(now)) && (ends == null || ends.isAfter(now));
    }
  }

  /** A place in the order in which assignments end. */
  record Ending(Instant at, UUID id) {}

  /**
   * A user who holds a role.
   *
   * @param display what people call the user; at most 256 characters
   */
  record Holder(ResourceId id, String display) {}

  /** Where assignments come from. */
  enum Origin {
    RULE,
    REQUEST,
    SCIM,
    ADMINISTRATOR,
    /** A sign-in; the source is the identity provider. */
    FEDERATION
  }
}
