/** Who calls: service providers, their secrets and tokens, and those who guess passwords. */
@NullMarked
package io.tessera.provisioning.internal.callers;

import org.jspecify.annotations.NullMarked;
