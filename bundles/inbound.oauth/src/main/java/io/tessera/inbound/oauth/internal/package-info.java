/** Tokens for service providers: RFC 6749 client credentials, RFC 7662, RFC 7009, RFC 8414. */
@NullMarked
package io.tessera.inbound.oauth.internal;

import org.jspecify.annotations.NullMarked;
