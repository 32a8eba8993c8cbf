package io.tessera.provisioning.api.admin;

import io.tessera.model.Attributes;
import io.tessera.model.MembershipDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record with everything that is kept of it. Passwords are in none of it.
 *
 * @param decisions which rules selected which targets, and whether a password was set; of an
 *     erasure, the reason; of what is no change of a user or group, the facts
 * @param before null for a creation, and when it was erased
 * @param after null for a deletion, and when it was erased
 * @param members who joined and left a group
 * @param digest SHA-256 of the record, 64 hexadecimal digits; null while it is not sealed
 * @param link SHA-256 of the link before, the position and the digest; null while it is not sealed
 */
public record AuditDetails(
    AuditRecord record,
    Attributes decisions,
    @Nullable Attributes before,
    @Nullable Attributes after,
    MembershipDelta members,
    @Nullable String digest,
    @Nullable String link) {

  public Optional<Attributes> beforeIfAny() {
    return Optional.ofNullable(before);
  }

  public Optional<Attributes> afterIfAny() {
    return Optional.ofNullable(after);
  }

  public Optional<String> digestIfSealed() {
    return Optional.ofNullable(digest);
  }

  public Optional<String> linkIfSealed() {
    return Optional.ofNullable(link);
  }

  /** Names of the attributes whose values differ before and after, in their order. */
  public List<String> changed() {
    if (!record.isOfResource()) {
      return record.changed();
    }
    Attributes old = before == null ? Attributes.empty() : before;
    Attributes young = after == null ? Attributes.empty() : after;
    List<String> names = new ArrayList<>();
    old.names().stream()
        .filter(name -> !Objects.equals(old.get(name), young.get(name)))
        .forEach(names::add);
    young.names().stream().filter(name -> old.get(name).isEmpty()).forEach(names::add);
    if (!members.isEmpty()) {
      names.add("members");
    }
    if (decisions.text("password").isPresent()) {
      names.add("password");
    }
    return List.copyOf(names);
  }
}
