package io.tessera.connector.xml;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Puts messages into SOAP envelopes, and takes them out. */
public final class Envelope {
  private Envelope() {}

  /**
   * What came in an envelope.
   *
   * @param body the elements of the body; of RPC and document style there is one at most
   * @param fault in place of a body
   */
  public record Content(List<XmlElement> body, Optional<SoapFault> fault) {
    public Content {
      body = List.copyOf(body);
    }

    public <T> T fold(
        Function<? super List<XmlElement>, ? extends T> answered,
        Function<? super SoapFault, ? extends T> refused) {
      return fault.isPresent() ? refused.apply(fault.get()) : answered.apply(body);
    }
  }

  /** An envelope around a message. */
  public static XmlElement around(
      SoapVersion version, List<XmlElement> headers, List<XmlElement> body) {
    XmlElement.Builder envelope = XmlElement.of(version.namespace(), "Envelope");
    if (!headers.isEmpty()) {
      envelope.child(XmlElement.of(version.namespace(), "Header").children(headers).build());
    }
    return envelope
        .child(XmlElement.of(version.namespace(), "Body").children(body).build())
        .build();
  }

  /**
   * Opens an envelope of either version: some services answer in the other one.
   *
   * @throws XmlFormatException it is none
   */
  public static Content open(XmlElement document) throws XmlFormatException {
    SoapVersion version =
        SoapVersion.ofNamespace(document.namespace())
            .filter(v -> document.name().equals("Envelope"))
            .orElseThrow(() -> new XmlFormatException("It is no SOAP envelope."));
    XmlElement body =
        document
            .child(version.namespace(), "Body")
            .orElseThrow(() -> new XmlFormatException("The SOAP envelope has no body."));
    Optional<SoapFault> fault =
        body.child(version.namespace(), "Fault").map(f -> SoapFault.read(version, f));
    return new Content(body.children(), fault);
  }
}
