/**
 * SCIM 1.1 on paper (draft-scim-core-schema-01, draft-scim-api-01): resources, partial resources,
 * filters, bulk requests, errors and discovery documents between their JSON text and the model.
 * Knows no HTTP and no store.
 */
@NullMarked
@Export
@Version("1.0.0")
package io.tessera.scim1.protocol;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
