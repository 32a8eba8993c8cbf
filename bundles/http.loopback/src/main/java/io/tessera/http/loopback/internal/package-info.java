/** The connector behind {@code TESSERA_HTTP_PORT}. */
@NullMarked
package io.tessera.http.loopback.internal;

import org.jspecify.annotations.NullMarked;
