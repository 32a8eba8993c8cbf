/** How targets and queue are doing, found out in the background. */
@NullMarked
package io.tessera.provisioning.internal.vitals;

import org.jspecify.annotations.NullMarked;
