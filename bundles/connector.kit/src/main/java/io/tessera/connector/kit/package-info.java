/**
 * Proves that a connector keeps the contract of {@code io.tessera.connector.spi}. A test class that
 * extends {@link io.tessera.connector.kit.ConnectorContract} and answers its questions gets all the
 * tests. A library for tests; it is not installed in a server.
 */
@NullMarked
@Export
@Version("1.0.0")
package io.tessera.connector.kit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
