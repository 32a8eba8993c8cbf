/** The figures and traces of this server, for OpenTelemetry collectors. */
@NullMarked
package io.tessera.telemetry.internal;

import org.jspecify.annotations.NullMarked;
