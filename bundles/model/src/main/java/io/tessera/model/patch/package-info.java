/** Partial changes (RFC 7644 section 3.5.2), parsed and protocol-neutral. */
@NullMarked
@Export
@Version("1.0.0")
package io.tessera.model.patch;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
