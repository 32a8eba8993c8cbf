package io.tessera.provisioning.api.admin;

import io.tessera.model.RejectedException;
import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.Caller;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** Who has what at which target, by which role: what is held, and what is to come. */
@ProviderType
public interface Entitlements {
  /**
   * Of one user: the oldest first. With an end: what ends first. Else role by role. A page may have
   * fewer than were wanted, or none, though there are more; then its {@code next} goes on. Service
   * providers see those of users in their own user store only.
   *
   * @throws RejectedException INVALID_VALUE at {@code target}, {@code role} or {@code cursor}
   */
  Slice<Held> list(Caller caller, Wanted wanted, @Nullable String cursor, int limit);

  /**
   * Which; null means any.
   *
   * @param target id or name
   * @param role name, in any case; also by a role that comes with it
   * @param endsBefore only what ends from now until before that time
   */
  record Wanted(
      @Nullable String target,
      @Nullable String role,
      @Nullable ResourceId identity,
      @Nullable Instant endsBefore) {}

  /**
   * One right of one user.
   *
   * @param identityName what people call the user
   * @param role the one that was assigned
   * @param target its name; empty for a role that brings nothing anywhere
   * @param entitlement as the target calls it; empty for an account alone
   * @param starts null for always
   * @param ends the first instant at which it is not held any more; null for never
   * @param assignment what is changed or revoked to end it
   */
  record Held(
      ResourceId identity,
      String identityName,
      String role,
      String target,
      String entitlement,
      @Nullable Instant starts,
      @Nullable Instant ends,
      RoleAssignment.Origin origin,
      UUID assignment) {
    public Optional<Instant> startsIfAny() {
      return Optional.ofNullable(starts);
    }

    public Optional<Instant> endsIfAny() {
      return Optional.ofNullable(ends);
    }
  }
}
