/**
 * SCIM 1.1 over HTTP (draft-scim-api-01): between requests and the use cases. What is in a body is
 * the business of {@code scim1.protocol}, who may send it that of {@code inbound.http}.
 */
@NullMarked
package io.tessera.inbound.scim1.internal;

import org.jspecify.annotations.NullMarked;
