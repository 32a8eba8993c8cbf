/** Federated sign-in tried against Keycloak. */
@NullMarked
package io.tessera.federation.keycloak;

import org.jspecify.annotations.NullMarked;
