package io.tessera.connector.xml;

import java.util.Optional;
import java.util.stream.Stream;

/** The versions of SOAP, which differ in their envelopes, faults and media types. */
public enum SoapVersion {
  /** W3C Note of 8 May 2000. */
  SOAP_1_1("http://schemas.xmlsoap.org/soap/envelope/", "text/xml"),
  /** W3C Recommendation of 27 April 2007. */
  SOAP_1_2("http://www.w3.org/2003/05/soap-envelope", "application/soap+xml");

  private final String namespace;
  private final String mediaType;

  SoapVersion(String namespace, String mediaType) {
    this.namespace = namespace;
    this.mediaType = mediaType;
  }

  /** Of the envelope. */
  public String namespace() {
    return namespace;
  }

  /** Without parameters. */
  public String mediaType() {
    return mediaType;
  }

  /**
   * The value of the header {@code Content-Type}.
   *
   * @param action what SOAP 1.2 says here (RFC 3902) and 1.1 in {@link #actionHeader}
   */
  public String contentType(String action) {
    boolean told = this == SOAP_1_2 && !action.isEmpty();
    return mediaType + "; charset=utf-8" + (told ? "; action=\"" + action + "\"" : "");
  }

  /** The value of the header {@code SOAPAction}, which SOAP 1.1 wants even if empty. */
  public Optional<String> actionHeader(String action) {
    return this == SOAP_1_1 ? Optional.of("\"" + action + "\"") : Optional.empty();
  }

  static Optional<SoapVersion> ofNamespace(String namespace) {
    return Stream.of(values()).filter(v -> v.namespace.equals(namespace)).findFirst();
  }
}
