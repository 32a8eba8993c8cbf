package io.tessera.inbound.scim1.internal;

/** What is spoken here; XML, which the specification leaves to the server, is not. */
final class MediaTypes {
  static final String JSON = "application/json";

  /** What clients that know both versions send. */
  static final String SCIM = "application/scim+json";

  static final String XML = "application/xml";

  private MediaTypes() {}
}
