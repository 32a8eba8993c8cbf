/**
 * SCIM 2.0 over HTTP (RFC 7644): between requests and the use cases. What is in a body is the
 * business of {@code scim.protocol}, who may send it that of {@code inbound.http}.
 */
@NullMarked
package io.tessera.inbound.scim.internal;

import org.jspecify.annotations.NullMarked;
