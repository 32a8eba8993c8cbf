/** An OpenID provider for tests, of this bundle and of the whole server. */
@NullMarked
package io.tessera.federation.oidc;

import org.jspecify.annotations.NullMarked;
