/**
 * HTTP for connectors: one target, spoken to within bounds. {@link
 * io.tessera.connector.http.HttpTarget} sends requests with the target's {@link
 * io.tessera.connector.http.Authentication}; every answer is an {@link
 * io.tessera.connector.http.Exchange}, and what prevented one is an {@link
 * io.tessera.connector.http.HttpFailure} that carries the outcome.
 */
@NullMarked
@Export
@Version("1.0.0")
package io.tessera.connector.http;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
