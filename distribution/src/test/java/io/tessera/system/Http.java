package io.tessera.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;

/** Requests to one server by one principal. */
final class Http {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client;
  private final URI base;
  private final String authorization;

  Http(HttpClient client, URI base, String name, String password) {
    this(
        client,
        base,
        "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8)));
  }

  private Http(HttpClient client, URI base, String authorization) {
    this.client = client;
    this.base = base;
    this.authorization = authorization;
  }

  /** An answer, whatever its status. */
  record Answer(int status, HttpHeaders headers, String text) {
    /** A header's first value; empty when it is not there. */
    String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    String etag() {
      return header("ETag");
    }

    String location() {
      return header("Location");
    }

    JsonNode json() {
      try {
        return text.isBlank() ? MissingNode.getInstance() : JSON.readTree(text);
      } catch (JsonProcessingException noJson) {
        throw new AssertionError("no JSON: " + text, noJson);
      }
    }

    /** Fails with what the server said unless it was a success. */
    Answer successful() {
      if (status < 200 || status > 299) {
        throw new AssertionError("the server answered " + status + ": " + text);
      }
      return this;
    }

    String id() {
      return json().path("id").asText();
    }
  }

  URI base() {
    return base;
  }

  String authorization() {
    return authorization;
  }

  /** As somebody else. */
  Http as(String name, String password) {
    return new Http(client, base, name, password);
  }

  Http anonymously() {
    return new Http(client, base, "");
  }

  Answer get(String path) throws IOException {
    return send("GET", path, "");
  }

  Answer post(String path, String body) throws IOException {
    return send("POST", path, body);
  }

  Answer put(String path, String body) throws IOException {
    return send("PUT", path, body);
  }

  Answer patch(String path, String body) throws IOException {
    return send("PATCH", path, body);
  }

  Answer delete(String path) throws IOException {
    return send("DELETE", path, "");
  }

  /**
   * Sends a request.
   *
   * @param headers names and values in turn
   * @throws IOException there was no answer; what became of the request is not known
   */
  Answer send(String method, String path, String body, String... headers) throws IOException {
    HttpRequest.Builder request =
        request(
            method,
            path,
            body.isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.setHeader(
          "Content-Type", path.startsWith("/scim2") ? "application/scim+json" : "application/json");
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return answer(request);
  }

  /** Sends a file as it is. */
  Answer upload(String path, Path file) throws IOException {
    return answer(
        request("POST", path, HttpRequest.BodyPublishers.ofFile(file))
            .setHeader("Content-Type", "application/java-archive"));
  }

  private HttpRequest.Builder request(String method, String path, HttpRequest.BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE).method(method, body);
    return authorization.isEmpty() ? request : request.setHeader("Authorization", authorization);
  }

  private Answer answer(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<String> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.headers(), answer.body());
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", end);
    }
  }
}
