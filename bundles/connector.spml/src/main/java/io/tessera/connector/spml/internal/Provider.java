package io.tessera.connector.spml.internal;

import io.tessera.connector.http.Exchange;
import io.tessera.connector.http.HttpFailure;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Outcome.Failed;
import io.tessera.connector.xml.Envelope;
import io.tessera.connector.xml.SoapClient;
import io.tessera.connector.xml.SoapFault;
import io.tessera.connector.xml.SoapVersion;
import io.tessera.connector.xml.XmlElement;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Sends requests to the provider, and says what its errors mean. */
final class Provider {
  private final SoapClient client;
  private final URI endpoint;
  private final SoapVersion version;

  /** What a request does. */
  enum Effect {
    /** It changes nothing. */
    QUESTION(FailureKind.TRANSIENT),
    /** It may be sent again. */
    CHANGE(FailureKind.TRANSIENT),
    CREATION(FailureKind.UNKNOWN);

    private final FailureKind whenProviderFails;

    Effect(FailureKind whenProviderFails) {
      this.whenProviderFails = whenProviderFails;
    }
  }

  Provider(SoapClient client, URI endpoint, SoapVersion version) {
    this.client = client;
    this.endpoint = endpoint;
    this.version = version;
  }

  /**
   * Sends a request.
   *
   * @return the response, which tells of success
   */
  XmlElement send(XmlElement request, Effect effect) throws HttpFailure, InterruptedException {
    boolean question = effect == Effect.QUESTION;
    Envelope.Content content =
        client.call(
            // "The SOAPAction header is not used" (SPML 2.0 DSML profile): an empty one.
            new SoapClient.Call(endpoint, version, "", question), request);
    Optional<SoapFault> fault = content.fault();
    if (fault.isPresent()) {
      throw new HttpFailure(new Failed(kind(fault.get(), effect), words(request, fault.get())));
    }
    Optional<XmlElement> response =
        content.body().stream().filter(r -> r.name().equals(expected(request))).findFirst();
    if (response.isEmpty()) {
      throw new HttpFailure(
          question ? FailureKind.CONFIGURATION : FailureKind.UNKNOWN,
          "The provider answered something else than " + expected(request) + "; check the URL.");
    }
    requireSuccess(request, response.get(), question);
    return response.get();
  }

  private static String expected(XmlElement request) {
    return request.name().replaceAll("Request$", "Response");
  }

  private static FailureKind kind(SoapFault fault, Effect effect) {
    return switch (fault.blame()) {
      case SENDER -> FailureKind.INVALID;
      case CREDENTIALS -> FailureKind.AUTHENTICATION;
      case SETTINGS -> FailureKind.CONFIGURATION;
      case RECEIVER -> effect.whenProviderFails;
    };
  }

  private static String words(XmlElement request, SoapFault fault) {
    return "The provider refused "
        + request.name()
        + " with a SOAP fault: "
        + Exchange.oneLine(String.join(".", fault.codes()) + " " + fault.reason());
  }

  private static void requireSuccess(XmlElement request, XmlElement response, boolean question)
      throws HttpFailure {
    String status = response.attribute("status").orElse("").toLowerCase(Locale.ROOT);
    switch (status) {
      case "success" -> {}
      case "failure" -> throw refused(request, response);
      case "pending" ->
          throw new HttpFailure(
              question ? FailureKind.TRANSIENT : FailureKind.UNKNOWN,
              "The provider works on "
                  + request.name()
                  + " later, though it was asked to do it at once.");
      default ->
          throw new HttpFailure(
              question ? FailureKind.CONFIGURATION : FailureKind.UNKNOWN,
              "The provider's answer to " + request.name() + " has no status.");
    }
  }

  private static HttpFailure refused(XmlElement request, XmlElement response) {
    String error = response.attribute("error").orElse("no error code");
    String messages =
        response.children().stream()
            .filter(c -> c.name().equals("errorMessage"))
            .map(c -> c.text().strip())
            .collect(Collectors.joining(" "));
    String detail =
        "The provider refused " + request.name() + ": " + Exchange.oneLine(error + " " + messages);
    return new HttpFailure(kind(error), detail);
  }

  /** SPML 2.0 section 3.1.2.2. */
  private static FailureKind kind(String error) {
    return switch (error) {
      case "alreadyExists" -> FailureKind.CONFLICT;
      case "noSuchIdentifier" -> FailureKind.GONE;
      case "unsupportedOperation",
          "unsupportedIdentifierType",
          "unsupportedExecutionMode",
          "unsupportedProfile",
          "unsupportedSelectionType",
          "invalidContainment" ->
          FailureKind.CONFIGURATION;
      default -> FailureKind.INVALID;
    };
  }
}
