package io.tessera.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;

/** The answer to a request whose path no client library would send. */
record RawAnswer(int status, String body) {
  private static final int PATIENCE_MILLIS = 20_000;

  static RawAnswer to(Http http, String path) throws IOException {
    URI base = http.base();
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      String request =
          "GET "
              + path
              + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: "
              + http.authorization()
              + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      int head = answer.indexOf("\r\n\r\n");
      return new RawAnswer(
          Integer.parseInt(answer.substring(9, 12)), answer.substring(head + 4).strip());
    }
  }
}
