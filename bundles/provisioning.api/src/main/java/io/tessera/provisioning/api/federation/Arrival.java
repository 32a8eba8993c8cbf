package io.tessera.provisioning.api.federation;

import io.tessera.crypto.Secret;
import java.util.Optional;
import java.util.UUID;

/**
 * Somebody arrives.
 *
 * @param serviceProvider id of the one the person is on the way to, whose outbound list says where
 *     accounts are made; empty for the person's own page, as the resident service provider says
 * @param answers what the person has said to the questions asked before
 * @param causality id of the request, for log, trace and the page that says no
 */
public record Arrival(
    Assertion assertion, Optional<UUID> serviceProvider, Answers answers, String causality) {

  /**
   * What a person was asked and has said; nothing at first.
   *
   * @param consents that an account is made of what is shown
   * @param userName the one they choose
   * @param password the one they choose, for an account of their own here
   * @param proof the password of the account that is there already and shall be linked
   */
  public record Answers(
      boolean consents,
      Optional<String> userName,
      Optional<Secret> password,
      Optional<Secret> proof) {
    public static final Answers NONE =
        new Answers(false, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
