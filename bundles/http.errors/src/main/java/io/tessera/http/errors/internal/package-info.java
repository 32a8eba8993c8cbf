/** What the web server answers when a request is too broken to reach a door. */
@NullMarked
package io.tessera.http.errors.internal;

import org.jspecify.annotations.NullMarked;
