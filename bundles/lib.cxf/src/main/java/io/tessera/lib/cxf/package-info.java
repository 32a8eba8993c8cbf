/** The way into CXF from other bundles: buses that see all of CXF's own class loader. */
@NullMarked
@Export
@Version("1.0.0")
package io.tessera.lib.cxf;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
