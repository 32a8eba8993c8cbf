package io.tessera.cli;

import io.tessera.json.AttributesJson;
import io.tessera.json.JsonFormatException;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.FileNotFoundException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The administration API of one server, or its SCIM door. */
final class Api {
  private static final String ADMINISTRATION = "/api/v1/";
  private static final String SCIM = "/scim2/";

  private final AttributesJson json = new AttributesJson();
  private final Server server;
  private final Access access;
  private final String root;

  Api(Server server, Access access) {
    this(server, access, ADMINISTRATION);
  }

  private Api(Server server, Access access, String root) {
    this.server = server;
    this.access = access;
    this.root = root;
  }

  /** Users and groups are written there, as everybody else writes them. */
  Api scim() {
    return new Api(server, access, SCIM);
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

  /** Changes a part of what is there. */
  Attributes patch(String path, Attributes body) throws CommandException, InterruptedException {
    return send("PATCH", path, Optional.of(body), Optional.empty());
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
    return read(answer(method, path, body, version));
  }

  /** Sends a jar as it is. */
  Attributes upload(String path, Path jar) throws CommandException, InterruptedException {
    HttpRequest.Builder request =
        server
            .request(root + path)
            .header("Accept", "application/json, application/problem+json")
            .header("Content-Type", "application/java-archive");
    access.authorization().ifPresent(a -> request.header("Authorization", a));
    try {
      return read(server.exchange(request.POST(BodyPublishers.ofFile(jar)).build()));
    } catch (FileNotFoundException e) {
      throw CommandException.failed("There is no file " + jar + ".");
    }
  }

  private HttpResponse<byte[]> answer(
      String method, String path, Optional<Attributes> body, Optional<String> version)
      throws CommandException, InterruptedException {
    String type = root.equals(SCIM) ? "application/scim+json" : "application/json";
    HttpRequest.Builder request =
        server
            .request(root + path)
            .header("Accept", type + ", application/problem+json")
            .method(method, body.map(this::publisher).orElse(BodyPublishers.noBody()));
    body.ifPresent(b -> request.header("Content-Type", type));
    version.ifPresent(v -> request.header("If-Match", "\"" + v + "\""));
    if (method.equals("POST") && root.equals(ADMINISTRATION)) {
      request.header(Server.IDEMPOTENCY_KEY, UUID.randomUUID().toString());
    }
    access.authorization().ifPresent(a -> request.header("Authorization", a));
    return server.exchange(request.build());
  }

  private BodyPublisher publisher(Attributes body) {
    return BodyPublishers.ofByteArray(json.write(body));
  }

  private Attributes read(HttpResponse<byte[]> response) throws CommandException {
    int status = response.statusCode();
    if (status / 100 != 2) {
      throw Refusal.of(status, document(response), server.address(), access);
    }
    if (response.body().length == 0) {
      return Attributes.empty();
    }
    return document(response).orElseThrow(() -> Refusal.notTessera(server.address()));
  }

  private Optional<Attributes> document(HttpResponse<byte[]> response) {
    try {
      return Optional.of(json.read(response.body()));
    } catch (JsonFormatException notJson) {
      return Optional.empty();
    }
  }
}
