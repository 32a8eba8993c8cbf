/** Accounts for those whom identity providers vouch for, at the moment they arrive. */
@NullMarked
package io.tessera.provisioning.internal.federation;

import org.jspecify.annotations.NullMarked;
