/** The directory in memory, and its journal on disk. */
@NullMarked
package io.tessera.demo.directory.internal;

import org.jspecify.annotations.NullMarked;
