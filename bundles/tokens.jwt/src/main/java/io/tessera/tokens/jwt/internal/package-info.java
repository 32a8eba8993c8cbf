/** Tokens that others have signed: JWT (RFC 7519), verified by keys that are pinned. */
@NullMarked
package io.tessera.tokens.jwt.internal;

import org.jspecify.annotations.NullMarked;
