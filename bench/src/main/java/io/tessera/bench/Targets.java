package io.tessera.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Targets of a server, over its administration API. */
final class Targets {
  private static final Pattern WAITING = Pattern.compile("\"waiting\":([0-9]+)");
  private static final Pattern VERSION = Pattern.compile("\"version\":([0-9]+)[^\"]*$");

  private final Server server;

  Targets(Server server) throws IOException {
    this.server = server;
    server.call("POST", "/api/v1/identity-providers", "{\"name\":\"bench\"}");
  }

  /**
   * Adds an LDAP target.
   *
   * @return its id
   */
  String add(String name, String settings) throws IOException {
    String body =
        """
        {"name":"%s","identityProvider":"bench","connectorType":"io.tessera.connector.ldap",\
        "settings":%s}\
        """
            .formatted(name, settings);
    return server.call("POST", "/api/v1/targets", body).createdId();
  }

  void remove(String id) throws IOException {
    change("DELETE", id, server.call("GET", "/api/v1/targets/" + id, "").body(), "");
  }

  /** Has changes queue up, or sends them again. */
  void maintenance(String id, boolean on) throws IOException {
    String present = server.call("GET", "/api/v1/targets/" + id, "").body();
    change(
        "PUT",
        id,
        present,
        present.replaceFirst("\"maintenance\":(true|false)", "\"maintenance\":" + on));
  }

  private void change(String method, String id, String present, String body) throws IOException {
    Matcher version = VERSION.matcher(present);
    if (!version.find()) {
      throw new IOException("no version in " + present);
    }
    try (HttpConnection connection = server.connect()) {
      String request =
          method
              + " /api/v1/targets/"
              + id
              + " HTTP/1.1\r\nHost: 127.0.0.1\r\nIf-Match: \""
              + version.group(1)
              + "\"\r\nAuthorization: "
              + server.authorization()
              + "\r\nContent-Type: application/json\r\nContent-Length: "
              + body.getBytes(UTF_8).length
              + "\r\n\r\n"
              + body;
      HttpConnection.Answer answer = connection.exchange(request.getBytes(UTF_8));
      if (answer.status() >= 300) {
        throw new IOException(method + " target: " + answer.status() + " " + answer.body());
      }
    }
  }

  /** Operations that have not arrived. */
  long waiting(String id) throws IOException {
    String status = server.call("GET", "/api/v1/targets/" + id + "/status", "").body();
    Matcher waiting = WAITING.matcher(status);
    if (!waiting.find()) {
      throw new IOException("no waiting in " + status);
    }
    return Long.parseLong(waiting.group(1));
  }

  void awaitDrained(String id, long seconds) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + SECONDS.toNanos(seconds);
    while (waiting(id) > 0) {
      if (System.nanoTime() > deadline) {
        throw new IOException(waiting(id) + " operations still wait after " + seconds + " s");
      }
      MILLISECONDS.sleep(20);
    }
  }
}
