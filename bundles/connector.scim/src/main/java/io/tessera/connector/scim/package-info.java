/**
 * What connectors to SCIM services of any version have in common. {@link
 * io.tessera.connector.scim.ScimService} does the work of a connector; the {@link
 * io.tessera.connector.scim.Dialect} says what a version writes differently.
 */
@NullMarked
@Export
@Version("1.0.0")
package io.tessera.connector.scim;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
