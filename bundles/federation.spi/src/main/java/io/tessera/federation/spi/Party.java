package io.tessera.federation.spi;

import io.tessera.crypto.Secret;
import io.tessera.provisioning.api.admin.IdentityProvider;
import java.net.URI;
import java.util.Optional;

/**
 * An identity provider, and what we are to it.
 *
 * @param clientSecret empty for a public client
 * @param callback where browsers come back to: redirect URI, assertion consumer service
 * @param entityId what we call ourselves (SAML), and the audience of assertions
 */
public record Party(
    IdentityProvider provider, Optional<Secret> clientSecret, URI callback, String entityId) {}
