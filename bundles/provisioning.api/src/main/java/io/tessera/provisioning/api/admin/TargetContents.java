package io.tessera.provisioning.api.admin;

import io.tessera.model.Attributes;
import io.tessera.model.MemberRef;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What is in a target, whoever put it there, asked from the target itself. Throws {@link
 * io.tessera.provisioning.api.TargetUnavailableException} when it cannot tell just now, and {@link
 * RejectedException} when its connector cannot at all, or may not.
 */
@ProviderType
public interface TargetContents {
  /**
   * Lists accounts or groups.
   *
   * @param cursor {@link Slice#next} of the page before; null for the first
   * @param most how many at most; a target may give fewer before the last page
   */
  Slice<Item> list(UUID target, ResourceType type, @Nullable String cursor, int most);

  /**
   * Tells what changed since a token.
   *
   * @param token of the call before; null: nothing is told but the token of now
   */
  Changes changes(UUID target, ResourceType type, @Nullable String token, int most);

  /**
   * Tells what sending a user or group now, as it is, would do there. Nothing is sent or kept;
   * whether the target gets it at all is another question (roles, rules, outbound lists).
   *
   * @throws RejectedException NOT_FOUND; FORBIDDEN when the caller may not read such a resource;
   *     CONFLICT when its account cannot be computed
   */
  Plan plan(Caller caller, UUID target, ResourceType type, UUID resource);

  /**
   * What would be done.
   *
   * @param remoteId the account that would be updated; null where one would be made, or one that is
   *     there already adopted
   * @param calls in the words of the connector, in their order; no secrets
   */
  record Plan(@Nullable String remoteId, List<String> calls) {
    public Plan {
      calls = List.copyOf(calls);
    }

    public Optional<String> remoteIdIfKnown() {
      return Optional.ofNullable(remoteId);
    }
  }

  /**
   * One account or group.
   *
   * @param attributes in the target's names; secrets are not shown
   * @param active null where the target does not say
   * @param version what the target calls this state; null where it has no versions
   * @param owner whose account it is; null when it is nobody's we know of
   */
  record Item(
      String remoteId,
      Attributes attributes,
      @Nullable Boolean active,
      @Nullable String version,
      @Nullable MemberRef owner) {
    public Optional<Boolean> activeIfKnown() {
      return Optional.ofNullable(active);
    }

    public Optional<String> versionIfAny() {
      return Optional.ofNullable(version);
    }

    public Optional<MemberRef> ownerIfAny() {
      return Optional.ofNullable(owner);
    }
  }

  /**
   * @param token to ask on with
   * @param more whether there are more already
   */
  record Changes(List<Changed> changes, String token, boolean more) {
    public Changes {
      changes = List.copyOf(changes);
    }
  }

  /**
   * @param now how it is; null when it was removed
   */
  record Changed(String remoteId, @Nullable Item now) {
    public Optional<Item> nowIfThere() {
      return Optional.ofNullable(now);
    }
  }
}
