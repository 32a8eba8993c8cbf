/**
 * The words everybody shares: resources, attributes, paths, problems. Needs nothing but the JDK.
 */
@NullMarked
@Export
@Version("1.0.0")
package io.tessera.model;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
