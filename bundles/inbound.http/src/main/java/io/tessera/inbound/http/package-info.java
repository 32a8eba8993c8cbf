/**
 * The one gate in front of every door: who is it, may they, is the request within its limits. Doors
 * publish their JAX-RS resources through {@link io.tessera.inbound.http.JaxRsServlet} and get all
 * of it.
 */
@NullMarked
@Export
@Version("1.0.0")
package io.tessera.inbound.http;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
