/**
 * What the bundles that are made of ConnId connectors are wired to. The server makes them when a
 * connector is dropped into the deploy folder; nothing else uses this package.
 */
@NullMarked
@Export
@Version("1.0.0")
package io.tessera.connector.connid;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
