package io.tessera.connector.kit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.List;
import java.util.Locale;

/** Takes one HTTP/1.1 request, whatever it asks for, and gives the answer it was told. */
final class CannedHttp {
  private static final int PATIENCE_MILLIS = 2_000;
  private static final String LENGTH = "content-length:";

  private final String answer;

  private CannedHttp(String answer) {
    this.answer = answer;
  }

  /**
   * An answer that ends its connection.
   *
   * @param status code and reason, e.g. {@code 429 Too Many Requests}
   * @param headers whole lines
   * @param body each character is a byte
   */
  static CannedHttp answer(String status, List<String> headers, String body) {
    StringBuilder text = new StringBuilder("HTTP/1.1 " + status + "\r\n");
    headers.forEach(header -> text.append(header).append("\r\n"));
    text.append("Content-Length: ").append(body.length()).append("\r\nConnection: close\r\n\r\n");
    return new CannedHttp(text + body);
  }

  /** An answer that promises more than comes. */
  static CannedHttp cutShort(String status, List<String> headers, String body) {
    String whole = answer(status, headers, body + body).answer;
    return new CannedHttp(whole.substring(0, whole.length() - body.length()));
  }

  /**
   * Returns once the client has gone, which is how it says that it has all of the answer.
   *
   * @param request all of it from its first byte on
   */
  void give(InputStream request, Socket client) throws IOException {
    client.setSoTimeout(PATIENCE_MILLIS);
    skipRequest(request);
    client.getOutputStream().write(answer.getBytes(ISO_8859_1));
    client.getOutputStream().flush();
    client.shutdownOutput();
    while (request.read() >= 0) {
      // What follows is not ours to answer.
    }
  }

  private static void skipRequest(InputStream request) throws IOException {
    long length = 0;
    boolean chunked = false;
    String line = line(request);
    while (!line.isEmpty()) {
      String header = line.toLowerCase(Locale.ROOT);
      if (header.startsWith(LENGTH)) {
        length = Long.parseLong(header.substring(LENGTH.length()).strip());
      }
      chunked |= header.startsWith("transfer-encoding:") && header.contains("chunked");
      line = line(request);
    }
    if (chunked) {
      skipChunks(request);
    } else {
      request.skipNBytes(length);
    }
  }

  private static void skipChunks(InputStream request) throws IOException {
    long size = Long.parseLong(line(request), 16);
    while (size > 0) {
      request.skipNBytes(size);
      line(request);
      size = Long.parseLong(line(request), 16);
    }
    line(request);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      line.append((char) c);
    }
    return line.toString().stripTrailing();
  }
}
