/** Federated sign-in tried against Keycloak, alone and by the whole server. */
@NullMarked
package io.tessera.system;

import org.jspecify.annotations.NullMarked;
