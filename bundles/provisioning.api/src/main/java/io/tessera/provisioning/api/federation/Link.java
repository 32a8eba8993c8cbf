package io.tessera.provisioning.api.federation;

import io.tessera.model.ResourceId;
import java.time.Instant;
import java.util.UUID;

/**
 * Whom an identity provider means by a subject. It names one identity at most, and is never made
 * from an e-mail address.
 *
 * @param lastUsed the last sign-in; the time of its making when there was none
 */
public record Link(
    UUID id,
    UUID identityProvider,
    String issuer,
    String subject,
    ResourceId identity,
    Instant created,
    Instant lastUsed) {}
