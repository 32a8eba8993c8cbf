package io.tessera.inbound.soap.internal;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The two versions of SOAP, told apart by the media type of a request. */
enum SoapVersions {
  SOAP11("http://schemas.xmlsoap.org/soap/envelope/", "text/xml", "Client", "Server"),
  SOAP12("http://www.w3.org/2003/05/soap-envelope", "application/soap+xml", "Sender", "Receiver");

  private final String namespace;
  private final String mediaType;
  private final String caller;
  private final String server;

  SoapVersions(String namespace, String mediaType, String caller, String server) {
    this.namespace = namespace;
    this.mediaType = mediaType;
    this.caller = caller;
    this.server = server;
  }

  String namespace() {
    return namespace;
  }

  String contentType() {
    return mediaType + ";charset=UTF-8";
  }

  /** The fault code for mistakes of the caller, or of ours. */
  String code(boolean ours) {
    return ours ? server : caller;
  }

  /** The version a media type stands for; empty when it is none of SOAP's. */
  static Optional<SoapVersions> of(@Nullable String contentType) {
    String bare = contentType == null ? "" : contentType;
    int semicolon = bare.indexOf(';');
    String type =
        (semicolon < 0 ? bare : bare.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    for (SoapVersions version : values()) {
      if (version.mediaType.equals(type)) {
        return Optional.of(version);
      }
    }
    return Optional.empty();
  }
}
