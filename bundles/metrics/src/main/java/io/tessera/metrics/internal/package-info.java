/** The figures of this server, for Prometheus and what reads its formats. */
@NullMarked
package io.tessera.metrics.internal;

import org.jspecify.annotations.NullMarked;
