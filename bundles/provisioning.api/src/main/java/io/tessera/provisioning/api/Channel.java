package io.tessera.provisioning.api;

/** The door a request came through. */
public enum Channel {
  SCIM2,
  SCIM1,
  SOAP,
  ADMIN_API,
  /** Somebody signed in at a party we trust. */
  FEDERATION,
  /** The server itself, e.g. the demo set-up. */
  INTERNAL
}
