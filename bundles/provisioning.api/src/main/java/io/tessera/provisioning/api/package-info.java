/** The use cases behind every door: whoever writes or reads resources does it here. */
@NullMarked
@Export
@Version("0.1.0")
package io.tessera.provisioning.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
