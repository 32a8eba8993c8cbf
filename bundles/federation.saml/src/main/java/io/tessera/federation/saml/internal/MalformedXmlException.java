package io.tessera.federation.saml.internal;

/** A document is not taken. The message goes on after "the document" and holds nothing of it. */
final class MalformedXmlException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedXmlException(String message) {
    super(message);
  }
}
