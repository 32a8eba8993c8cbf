/** Attributes as JSON text and back, streaming. */
@NullMarked
@Export
@Version("1.0.0")
package io.tessera.json;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
