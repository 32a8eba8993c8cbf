/** What attributes a resource may have and how they behave (RFC 7643 section 7). */
@NullMarked
@Export
@Version("1.0.0")
package io.tessera.model.schema;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
