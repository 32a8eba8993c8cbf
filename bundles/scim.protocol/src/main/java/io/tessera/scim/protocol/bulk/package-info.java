/**
 * Bulk requests and answers (RFC 7644 section 3.7): reading, references between operations, the
 * order to carry them out in. Knows nothing of how an operation is carried out.
 */
@NullMarked
@Export
@Version("1.0.0")
package io.tessera.scim.protocol.bulk;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
