/** Signing in at parties we trust, and what becomes of whom they vouch for. */
@NullMarked
@Export
@Version("0.1.0")
package io.tessera.provisioning.api.federation;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
