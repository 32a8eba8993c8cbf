package io.tessera.cli;

import io.tessera.json.AttributesJson;
import io.tessera.json.JsonFormatException;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/** The administration API of one server. */
final class Api {
  private static final Duration CONNECT_BOUND = Duration.ofSeconds(10);
  private static final Duration ANSWER_BOUND = Duration.ofMinutes(2);

  private final AttributesJson json = new AttributesJson();
  private final URI server;
  private final Optional<String> authorization;
  private final String user;
  private final HttpClient client;

  Api(URI server, Optional<SSLContext> trust, Optional<String> authorization, String user) {
    this.server = server;
    this.authorization = authorization;
    this.user = user;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT_BOUND)
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER);
    trust.ifPresent(builder::sslContext);
    this.client = builder.build();
  }

  static Optional<String> basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
  }

  /** A text as it may stand in a path or query. */
  static String escape(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  Attributes get(String path) throws CommandException, InterruptedException {
    return send("GET", path, Optional.empty(), Optional.empty());
  }

  Attributes post(String path, Attributes body) throws CommandException, InterruptedException {
    return send("POST", path, Optional.of(body), Optional.empty());
  }

  /** On condition that the thing is still of this version. */
  Attributes post(String path, String version, Attributes body)
      throws CommandException, InterruptedException {
    return send("POST", path, Optional.of(body), Optional.of(version));
  }

  Attributes post(String path) throws CommandException, InterruptedException {
    return send("POST", path, Optional.empty(), Optional.empty());
  }

  /** Replaces or deletes only what still has the version that was seen. */
  Attributes put(String path, String version, Attributes body)
      throws CommandException, InterruptedException {
    return send("PUT", path, Optional.of(body), Optional.of(version));
  }

  /** Replaces whatever is there. */
  Attributes put(String path, Attributes body) throws CommandException, InterruptedException {
    return send("PUT", path, Optional.of(body), Optional.empty());
  }

  void delete(String path) throws CommandException, InterruptedException {
    send("DELETE", path, Optional.empty(), Optional.empty());
  }

  /** Deletes several things and says how many. */
  Attributes deleted(String path) throws CommandException, InterruptedException {
    return send("DELETE", path, Optional.empty(), Optional.empty());
  }

  void delete(String path, String version) throws CommandException, InterruptedException {
    send("DELETE", path, Optional.empty(), Optional.of(version));
  }

  /** All items of a list, however many parts it comes in. */
  List<Attributes> all(String path) throws CommandException, InterruptedException {
    List<Attributes> items = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Attributes page = get(path + cursor.map(c -> parameter(path, "cursor", c)).orElse(""));
      items.addAll(items(page));
      cursor = page.text("next");
    } while (cursor.isPresent());
    return items;
  }

  static List<Attributes> items(Attributes page) {
    return page.get("items").map(Value::elements).orElse(List.of()).stream()
        .filter(Value.Complex.class::isInstance)
        .map(item -> ((Value.Complex) item).attributes())
        .toList();
  }

  private static String parameter(String path, String name, String value) {
    return (path.contains("?") ? "&" : "?") + name + "=" + escape(value);
  }

  private Attributes send(
      String method, String path, Optional<Attributes> body, Optional<String> version)
      throws CommandException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + "/api/v1/" + path))
            .timeout(ANSWER_BOUND)
            .header("Accept", "application/json, application/problem+json")
            .method(method, body.map(this::publisher).orElse(BodyPublishers.noBody()));
    body.ifPresent(b -> request.header("Content-Type", "application/json"));
    version.ifPresent(v -> request.header("If-Match", "\"" + v + "\""));
    authorization.ifPresent(a -> request.header("Authorization", a));
    return read(exchange(request.build()));
  }

  private BodyPublisher publisher(Attributes body) {
    return BodyPublishers.ofByteArray(json.write(body));
  }

  private HttpResponse<byte[]> exchange(HttpRequest request)
      throws CommandException, InterruptedException {
    try {
      return client.send(request, BodyHandlers.ofByteArray());
    } catch (SSLException e) {
      throw unreachable(
          "Its certificate is not accepted"
              + reason(e)
              + ". Name the certificate to trust with --cacert FILE; the server keeps its own in"
              + " DATA/tls/server.crt.");
    } catch (ConnectException e) {
      throw unreachable("Is it running (tessera status)? Another address: --url or TESSERA_URL.");
    } catch (HttpTimeoutException e) {
      throw unreachable("It does not answer in time; try again, and look at its log.");
    } catch (IOException e) {
      throw unreachable("The connection broke: " + e.getMessage());
    }
  }

  private static String reason(SSLException refused) {
    String message = String.valueOf(refused.getMessage());
    return message.contains("PKIX")
        ? ": nobody who is trusted here has signed it"
        : " (" + message + ")";
  }

  private CommandException unreachable(String why) {
    return new CommandException(
        ExitCode.UNREACHABLE, "The server at " + server + " cannot be reached. " + why);
  }

  private Attributes read(HttpResponse<byte[]> response) throws CommandException {
    int status = response.statusCode();
    if (status / 100 != 2) {
      throw Refusal.of(status, document(response), server, user);
    }
    if (response.body().length == 0) {
      return Attributes.empty();
    }
    return document(response)
        .orElseThrow(
            () ->
                CommandException.failed(
                    "What answers at " + server + " is not Tessera; check --url."));
  }

  private Optional<Attributes> document(HttpResponse<byte[]> response) {
    try {
      return Optional.of(json.read(response.body()));
    } catch (JsonFormatException notJson) {
      return Optional.empty();
    }
  }
}
