package io.tessera.connector.xml;

import io.tessera.connector.http.Exchange;
import io.tessera.connector.http.HttpFailure;
import io.tessera.connector.http.HttpTarget;
import io.tessera.connector.spi.FailureKind;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Calls SOAP services over HTTP (SOAP 1.1 section 6, SOAP 1.2 part 2 section 7). Safe for use by
 * several threads.
 */
public final class SoapClient {
  private static final int BAD_REQUEST = 400;
  private static final int SERVER_ERROR = 500;
  private static final Pattern CHARSET =
      Pattern.compile("charset\\s*=\\s*\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);

  private final XmlIntake intake = new XmlIntake();
  private final HttpTarget http;
  private final @Nullable UsernameToken token;

  /**
   * @param token sent with every call; null: none
   */
  public SoapClient(HttpTarget http, @Nullable UsernameToken token) {
    this.http = http;
    this.token = token;
  }

  /**
   * Where and how to call.
   *
   * @param action of the operation; may be empty
   * @param question whether the operation changes nothing: its answer may be lost
   */
  public record Call(URI endpoint, SoapVersion version, String action, boolean question) {
    /** Whether an answer that cannot be read leaves open what has happened. */
    FailureKind unreadable() {
      return question ? FailureKind.CONFIGURATION : FailureKind.UNKNOWN;
    }
  }

  /**
   * Makes a call.
   *
   * @return what came back, which may be a fault
   * @throws HttpFailure nothing came back that is SOAP, or the message cannot be written
   */
  public Envelope.Content call(Call call, XmlElement message)
      throws HttpFailure, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(call.endpoint())
            .header("Content-Type", call.version().contentType(call.action()))
            .header("Accept", call.version().mediaType() + ", text/xml")
            .POST(BodyPublishers.ofByteArray(written(call.version(), message)));
    call.version().actionHeader(call.action()).ifPresent(a -> request.header("SOAPAction", a));
    return content(call, call.question() ? http.ask(request) : http.send(request));
  }

  private byte[] written(SoapVersion version, XmlElement message) throws HttpFailure {
    List<XmlElement> headers = token == null ? List.of() : List.of(token.header(version));
    try {
      return XmlOutput.bytes(Envelope.around(version, headers, List.of(message)));
    } catch (IllegalArgumentException unwritable) {
      throw new HttpFailure(
          FailureKind.INVALID, "A value holds control characters, which XML cannot hold.");
    }
  }

  private Envelope.Content content(Call call, Exchange answer) throws HttpFailure {
    boolean mayBeFault = answer.status() == BAD_REQUEST || answer.status() == SERVER_ERROR;
    Optional<Envelope.Content> content =
        answer.body().length == 0 ? Optional.empty() : read(answer);
    if (answer.isSuccess()) {
      if (content.isPresent()) {
        return content.get();
      }
      if (answer.body().length == 0) {
        return new Envelope.Content(List.of(), Optional.empty());
      }
      throw new HttpFailure(
          call.unreadable(),
          "The service answered " + answer.status() + " with what is no SOAP; check the URL.");
    }
    Optional<SoapFault> fault = content.flatMap(Envelope.Content::fault);
    if (mayBeFault && fault.isPresent()) {
      return content.get();
    }
    throw new HttpFailure(answer.failed(fault.map(SoapFault::reason).orElse("")));
  }

  private Optional<Envelope.Content> read(Exchange answer) {
    try {
      String type = answer.header("Content-Type").orElse("");
      Matcher charset = CHARSET.matcher(type);
      return Optional.of(
          Envelope.open(intake.read(answer.body(), charset.find() ? charset.group(1) : null)));
    } catch (XmlFormatException somethingElse) {
      return Optional.empty();
    }
  }

  /** Reads a document that is not in an envelope, such as a WSDL. */
  public XmlElement document(URI uri) throws HttpFailure, InterruptedException {
    Exchange answer = http.send(HttpRequest.newBuilder(uri).GET());
    if (!answer.isSuccess()) {
      throw new HttpFailure(answer.failed(""));
    }
    try {
      return intake.read(answer.body(), null);
    } catch (XmlFormatException malformed) {
      throw new HttpFailure(
          FailureKind.CONFIGURATION,
          "There is no XML document at " + uri.getPath() + ": " + malformed.getMessage());
    }
  }
}
