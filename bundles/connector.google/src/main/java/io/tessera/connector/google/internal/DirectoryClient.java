package io.tessera.connector.google.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tessera.connector.http.Exchange;
import io.tessera.connector.http.HttpFailure;
import io.tessera.connector.http.HttpTarget;
import io.tessera.connector.spi.FailureKind;
import io.tessera.json.AttributesJson;
import io.tessera.json.JsonFormatException;
import io.tessera.model.Attributes;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;

/**
 * Calls the Directory API and says what came of it. Paths begin below {@code /admin/directory/v1/};
 * what they are made of is {@link #encode encoded}.
 */
final class DirectoryClient {
  private static final String API = "/admin/directory/v1/";

  private final AttributesJson reader = new AttributesJson();
  private final Json writer = new Json();
  private final Refusals refusals = new Refusals();
  private final HttpTarget http;
  private final URI base;

  DirectoryClient(HttpTarget http, URI base) {
    this.http = http;
    this.base = base;
  }

  Attributes get(String path) throws TargetFailure, InterruptedException {
    return read(send(request(path).GET()), FailureKind.CONFIGURATION);
  }

  /** Creates something; what cannot be understood of the answer may have had its effect. */
  Attributes post(String path, Attributes document) throws TargetFailure, InterruptedException {
    return read(send(with(path, "POST", document)), FailureKind.UNKNOWN);
  }

  /** Changes what the document mentions. */
  void put(String path, Attributes document) throws TargetFailure, InterruptedException {
    send(with(path, "PUT", document));
  }

  /**
   * As above, on condition that nobody else has changed it meanwhile.
   *
   * @param etag the version it is a change of
   */
  void put(String path, Attributes document, String etag)
      throws TargetFailure, InterruptedException {
    send(with(path, "PUT", document).header("If-Match", etag));
  }

  void delete(String path) throws TargetFailure, InterruptedException {
    send(request(path).DELETE());
  }

  /** A text as one segment of a path, or one value of a query. */
  static String encode(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + API + path))
        .header("Accept", "application/json");
  }

  private HttpRequest.Builder with(String path, String method, Attributes document) {
    return request(path)
        .header("Content-Type", "application/json; charset=UTF-8")
        .method(method, BodyPublishers.ofByteArray(writer.write(document)));
  }

  private Exchange send(HttpRequest.Builder request) throws TargetFailure, InterruptedException {
    try {
      Exchange answer = http.send(request);
      if (!answer.isSuccess()) {
        throw refusals.failure(answer);
      }
      return answer;
    } catch (HttpFailure noAnswer) {
      throw TargetFailure.of(noAnswer.failed());
    }
  }

  private Attributes read(Exchange answer, FailureKind otherwise) throws TargetFailure {
    try {
      return reader.read(answer.body());
    } catch (JsonFormatException garbage) {
      throw TargetFailure.of(
          otherwise,
          "The directory answered "
              + answer.status()
              + " with something that is no JSON object; check apiUrl.");
    }
  }
}
