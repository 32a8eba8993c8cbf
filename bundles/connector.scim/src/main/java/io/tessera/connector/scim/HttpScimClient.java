package io.tessera.connector.scim;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tessera.connector.http.Exchange;
import io.tessera.connector.http.HttpFailure;
import io.tessera.connector.http.HttpTarget;
import io.tessera.connector.scim.Dialect.Refusal;
import io.tessera.connector.spi.OperationKey;
import io.tessera.connector.spi.Outcome.Failed;
import io.tessera.json.AttributesJson;
import io.tessera.json.JsonFormatException;
import io.tessera.model.Attributes;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import java.util.Optional;

/** Speaks with the service over HTTP. */
final class HttpScimClient implements ScimClient {
  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;
  private static final int PRECONDITION_FAILED = 412;

  private final AttributesJson json = new AttributesJson();
  private final HttpTarget http;
  private final Dialect dialect;

  HttpScimClient(HttpTarget http, Dialect dialect) {
    this.http = http;
    this.dialect = dialect;
  }

  @Override
  public Answer get(URI uri) throws TargetFailure, InterruptedException {
    return exchange(request(uri).GET());
  }

  @Override
  public void delete(URI uri, OperationKey key) throws TargetFailure, InterruptedException {
    exchange(keyed(request(uri), key).DELETE());
  }

  @Override
  public Answer send(
      String method, URI uri, Attributes document, OperationKey key, Optional<String> etag)
      throws TargetFailure, InterruptedException {
    BodyPublisher body = BodyPublishers.ofByteArray(json.write(document));
    HttpRequest.Builder request =
        keyed(request(uri), key).header("Content-Type", dialect.mediaType()).method(method, body);
    etag.ifPresent(version -> request.header("If-Match", version));
    return exchange(request);
  }

  private HttpRequest.Builder request(URI uri) {
    String own = dialect.mediaType();
    String plain = "application/json";
    return HttpRequest.newBuilder(uri)
        .header("Accept", own.equals(plain) ? plain : own + ", " + plain);
  }

  private static HttpRequest.Builder keyed(HttpRequest.Builder request, OperationKey key) {
    return request.header("Idempotency-Key", key.value());
  }

  private Answer exchange(HttpRequest.Builder request) throws TargetFailure, InterruptedException {
    try {
      Exchange exchange = http.send(request);
      if (!exchange.isSuccess()) {
        throw refused(exchange);
      }
      return Answer.of(exchange);
    } catch (HttpFailure failure) {
      throw TargetFailure.of(failure.failed());
    }
  }

  private TargetFailure refused(Exchange exchange) {
    boolean missing = exchange.status() == NOT_FOUND || exchange.status() == GONE;
    if (missing && isPage(exchange)) {
      // Whoever wrote it knows nothing of the resource: the status is not the service's.
      return TargetFailure.of(
          exchange.failed("a page, and not the service's own answer; check the URL"));
    }
    Refusal refusal = dialect.refusal(document(exchange.body()));
    String said =
        exchange.status() == PRECONDITION_FAILED && refusal.detail().isEmpty()
            ? "somebody else changed the resource meanwhile"
            : refusal.detail();
    String type = refusal.type().isEmpty() ? "" : refusal.type() + (said.isEmpty() ? "" : ": ");
    Failed failed = exchange.failed(type + said);
    return TargetFailure.of(exchange.status(), refusal.type(), failed);
  }

  /** Whether the answer is for people to look at, as gateways and web servers give it. */
  private static boolean isPage(Exchange exchange) {
    String text = new String(exchange.body(), UTF_8).strip();
    boolean html =
        exchange.header("Content-Type").orElse("").toLowerCase(Locale.ROOT).contains("html");
    return text.startsWith("<") || (html && !text.isEmpty() && !text.startsWith("{"));
  }

  private Attributes document(byte[] body) {
    try {
      return json.read(body);
    } catch (JsonFormatException someErrorPage) {
      return Attributes.empty();
    }
  }
}
