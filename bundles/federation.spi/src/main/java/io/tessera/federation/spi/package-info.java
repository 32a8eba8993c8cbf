/** What a protocol that people sign in by at other parties implements. */
@NullMarked
@Export
@Version("0.1.0")
package io.tessera.federation.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
