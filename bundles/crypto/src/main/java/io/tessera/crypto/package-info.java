/** Hashing of passwords and sealing of secrets at rest. */
@NullMarked
@Export
@Version("0.1.0")
package io.tessera.crypto;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
