/**
 * SCIM 2.0 on paper (RFC 7643, RFC 7644): filters, paths, patches, resources and discovery
 * documents between their JSON text and the model. Knows no HTTP and no store.
 */
@NullMarked
@Export
@Version("1.0.0")
package io.tessera.scim.protocol;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
