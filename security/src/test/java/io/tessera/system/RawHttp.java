package io.tessera.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.regex.Pattern.CASE_INSENSITIVE;
import static java.util.regex.Pattern.MULTILINE;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Requests that no client library would send, byte by byte. */
final class RawHttp {
  private static final int PATIENCE_MILLIS = 20_000;
  private static final int LONGEST_HEAD = 16_384;
  private static final Pattern EVENTS =
      Pattern.compile("^content-type: *text/event-stream", CASE_INSENSITIVE | MULTILINE);

  private final URI base;

  RawHttp(URI base) {
    this.base = base;
  }

  /**
   * What came back.
   *
   * @param status 0 when the connection was closed without an answer
   * @param headers by lower-case name; the last of a name
   */
  record Answer(int status, Map<String, String> headers, String body) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /**
   * Sends a request and reads until the server closes the connection.
   *
   * @param path as it stands in the request line, unchecked
   * @param headers whole lines
   */
  Answer send(String method, String path, byte[] body, String... headers) throws IOException {
    StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    head.append("Host: ").append(base.getAuthority()).append("\r\nConnection: close\r\n");
    if (body.length > 0) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.write(head.append("\r\n").toString().getBytes(ISO_8859_1));
    request.write(body);
    return send(request.toByteArray());
  }

  Answer get(String path, String... headers) throws IOException {
    return send("GET", path, new byte[0], headers);
  }

  /** Sends bytes as they are. */
  Answer send(byte[] request) throws IOException {
    try (Socket socket = open()) {
      try {
        socket.getOutputStream().write(request);
      } catch (IOException closedEarly) {
        // the answer may be there all the same
      }
      return answer(socket);
    }
  }

  Socket open() throws IOException {
    Socket socket = new Socket(base.getHost(), base.getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  /** Reads what comes until the connection is closed; of events, which do not end, the head. */
  static Answer answer(Socket socket) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[8192];
      int count = 0;
      while (count >= 0 && !isHeadOfEvents(all)) {
        all.write(buffer, 0, count);
        count = in.read(buffer);
      }
    } catch (SocketTimeoutException open) {
      throw new AssertionError("the connection stays open; so far: " + all.toString(UTF_8), open);
    } catch (IOException reset) {
      // what came before counts
    }
    return parsed(all.toString(UTF_8));
  }

  private static boolean isHeadOfEvents(ByteArrayOutputStream answer) {
    if (answer.size() > LONGEST_HEAD) {
      return false;
    }
    String text = answer.toString(UTF_8);
    return text.contains("\r\n\r\n") && EVENTS.matcher(text).find();
  }

  private static Answer parsed(String text) {
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return new Answer(0, Map.of(), text);
    }
    Map<String, String> headers = new LinkedHashMap<>();
    String[] lines = text.substring(0, end).split("\r\n", -1);
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      headers.put(
          lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
          lines[i].substring(colon + 1).strip());
    }
    int status = Integer.parseInt(lines[0].substring(9, 12));
    return new Answer(status, Map.copyOf(headers), text.substring(end + 4));
  }
}
