/**
 * What the database of the server does for the provisioning core. One {@link Store#write} is one
 * database transaction; when it returns, what it did survives the death of the server.
 */
@NullMarked
@Export
@Version("0.1.0")
package io.tessera.store.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
