/** Filters over attributes (RFC 7644 section 3.4.2.2), parsed and protocol-neutral. */
@NullMarked
@Export
@Version("1.0.0")
package io.tessera.model.filter;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
