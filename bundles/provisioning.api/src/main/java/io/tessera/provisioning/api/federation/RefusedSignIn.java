package io.tessera.provisioning.api.federation;

import java.time.Instant;

/**
 * Why somebody was not let in, for operators.
 *
 * @param causality id that the person was shown
 * @param identityProvider its name
 * @param why {@link Outcome.Why}, or {@code PROTOCOL} when the identity provider's word was refused
 * @param reason one sentence without secrets
 */
public record RefusedSignIn(
    String causality, Instant at, String identityProvider, String why, String reason) {}
