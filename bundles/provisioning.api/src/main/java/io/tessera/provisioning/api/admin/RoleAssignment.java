package io.tessera.provisioning.api.admin;

import io.tessera.model.ResourceId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One reason for which somebody holds a role. A role is held as long as there is one.
 *
 * @param role its name
 * @param rule name of the birthright rule that granted it; null for other origins
 * @param starts null for always
 * @param ends the first instant at which it is not held any more; null for never
 * @param reason for people
 * @param grantedBy who assigned it, or changed it last
 * @param granted when that was
 */
public record RoleAssignment(
    UUID id,
    ResourceId identity,
    String role,
    Origin origin,
    @Nullable String rule,
    @Nullable Instant starts,
    @Nullable Instant ends,
    String reason,
    String grantedBy,
    Instant granted,
    State state) {

  public Optional<String> ruleIfAny() {
    return Optional.ofNullable(rule);
  }

  public Optional<Instant> startsIfAny() {
    return Optional.ofNullable(starts);
  }

  public Optional<Instant> endsIfAny() {
    return Optional.ofNullable(ends);
  }

  /** Where it comes from. */
  public enum Origin {
    /** A birthright rule; it goes when the rule does not hold any more. */
    RULE,
    REQUEST,
    /** A SCIM client. */
    SCIM,
    ADMINISTRATOR,
    /** A federated sign-in; it goes when the identity provider does not say it any more. */
    FEDERATION
  }

  /** What it is now. */
  public enum State {
    COMING,
    HELD,
    ENDED
  }

  /**
   * What an operator says about one. Dates are days ({@code 2026-12-31}) or instants ({@code
   * 2026-12-31T17:00:00Z}); a day begins and ends at midnight of the configured zone, and the last
   * day counts.
   *
   * @param starts empty for at once
   * @param ends empty for never
   */
  public record Draft(String starts, String ends, String reason) {}
}
