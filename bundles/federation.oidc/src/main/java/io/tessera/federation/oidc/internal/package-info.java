/** Signing in at OpenID providers (OpenID Connect Core 1.0, authorization code flow with PKCE). */
@NullMarked
package io.tessera.federation.oidc.internal;

import org.jspecify.annotations.NullMarked;
