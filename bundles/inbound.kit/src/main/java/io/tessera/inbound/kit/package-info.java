/**
 * What stands behind and beside a door while it is tested alone: a core in memory, administrators,
 * user store domains. Used by tests only, never shipped.
 */
@NullMarked
@Export
@Version("0.1.0")
package io.tessera.inbound.kit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
