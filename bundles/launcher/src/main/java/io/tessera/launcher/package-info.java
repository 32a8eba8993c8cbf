/**
 * Starts the server: reads the operator's settings and the features, prepares the data directory,
 * runs the OSGi framework with the bundles the features name.
 */
@NullMarked
package io.tessera.launcher;

import org.jspecify.annotations.NullMarked;
