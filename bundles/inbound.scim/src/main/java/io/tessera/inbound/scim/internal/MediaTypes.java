package io.tessera.inbound.scim.internal;

/** What is spoken here (RFC 7644 section 3.1). */
final class MediaTypes {
  static final String SCIM = "application/scim+json";
  static final String JSON = "application/json";

  private MediaTypes() {}
}
