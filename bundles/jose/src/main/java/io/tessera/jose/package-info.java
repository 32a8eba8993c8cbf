/**
 * What other parties publish and sign (JOSE: RFC 7515, 7517, 7519): fetching documents from outside
 * with care, keeping them fresh, public keys, signatures.
 */
@NullMarked
@Export
@Version("0.1.0")
package io.tessera.jose;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
