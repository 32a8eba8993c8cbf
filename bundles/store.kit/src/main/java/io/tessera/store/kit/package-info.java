/**
 * Proves that a store keeps the contract of {@link io.tessera.store.spi}: extend the contracts,
 * give a store, get the tests. {@link PostgresServer} starts a throw-away database for those who
 * need one.
 */
@NullMarked
@Export
@Version("0.1.0")
package io.tessera.store.kit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
