/** Roles, who holds them, and the rules that grant them. */
@NullMarked
package io.tessera.provisioning.internal.roles;

import org.jspecify.annotations.NullMarked;
