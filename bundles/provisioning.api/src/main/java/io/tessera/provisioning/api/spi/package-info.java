/** What the server's own parts offer to provisioning, where they are there. */
@NullMarked
@Export
@Version("1.0.0")
package io.tessera.provisioning.api.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
