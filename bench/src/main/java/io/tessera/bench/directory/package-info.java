/** A target for the benchmarks, run as a process of its own with the jars of the distribution. */
@NullMarked
package io.tessera.bench.directory;

import org.jspecify.annotations.NullMarked;
