/**
 * How bundles count and time what they do, and tell the way of a change. Each keeps its own figures
 * and publishes a {@link io.tessera.metering.MeterSource}; nobody sees who reads them. Whoever
 * wants to follow changes publishes a {@link io.tessera.metering.TraceListener}.
 */
@NullMarked
@Export
@Version("0.1.0")
package io.tessera.metering;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
