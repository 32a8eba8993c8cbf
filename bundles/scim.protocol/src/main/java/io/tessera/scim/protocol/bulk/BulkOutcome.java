package io.tessera.scim.protocol.bulk;

import org.jspecify.annotations.Nullable;

/**
 * What came of one operation.
 *
 * @param status the HTTP status it would have had alone
 * @param id of the resource; null when there is none
 * @param location of the resource; null when there is none
 * @param version its entity tag; null when it is gone
 * @param response the body, JSON as UTF-8; null for none. Errors have one (RFC 7644 section 3.7)
 */
public record BulkOutcome(
    int status,
    @Nullable String id,
    @Nullable String location,
    @Nullable String version,
    byte @Nullable [] response) {}
