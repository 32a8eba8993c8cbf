/** How many connections, for how long, and how slow. */
@NullMarked
package io.tessera.http.limits.internal;

import org.jspecify.annotations.NullMarked;
