/** Measures what connectors cost beside bare clients of the libraries they are built on. */
@NullMarked
package io.tessera.bench.connectors;

import org.jspecify.annotations.NullMarked;
