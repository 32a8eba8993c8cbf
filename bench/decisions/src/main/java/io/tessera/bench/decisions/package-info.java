/** Measures what it costs to decide where a change goes and what is sent there. */
@NullMarked
package io.tessera.bench.decisions;

import org.jspecify.annotations.NullMarked;
