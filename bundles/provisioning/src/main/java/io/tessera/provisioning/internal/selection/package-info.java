/** Which targets a user or group has an account at, and why. */
@NullMarked
package io.tessera.provisioning.internal.selection;

import org.jspecify.annotations.NullMarked;
