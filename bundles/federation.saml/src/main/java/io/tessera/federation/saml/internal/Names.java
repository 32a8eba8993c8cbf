package io.tessera.federation.saml.internal;

/** Words of SAML 2.0 and of the standards it stands on. */
final class Names {
  static final String ASSERTION = "urn:oasis:names:tc:SAML:2.0:assertion";
  static final String PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol";
  static final String METADATA = "urn:oasis:names:tc:SAML:2.0:metadata";
  static final String SIGNATURE = "http://www.w3.org/2000/09/xmldsig#";
  static final String SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";
  static final String POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";
  static final String REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";
  static final String BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
  static final String STATUS = "urn:oasis:names:tc:SAML:2.0:status:";
  static final String ENTITY_FORMAT = "urn:oasis:names:tc:SAML:2.0:nameid-format:entity";
  static final String UNSPECIFIED = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified";

  private Names() {}
}
