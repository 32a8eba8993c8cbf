/** Parts of this bundle. */
@NullMarked
package io.tessera.metering.internal;

import org.jspecify.annotations.NullMarked;
