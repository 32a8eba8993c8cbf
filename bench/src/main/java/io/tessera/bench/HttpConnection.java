package io.tessera.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Locale;
import javax.net.SocketFactory;

/**
 * One keep-alive connection that sends a request and reads its answer, blocking. Knows just enough
 * HTTP/1.1 for that: a length or chunks, nothing else.
 */
final class HttpConnection implements AutoCloseable {
  private static final int READ_BUFFER = 16 * 1024;
  private static final int PATIENCE_MILLIS = 60_000;

  /** An answer; the body is text. */
  record Answer(int status, String head, String body) {
    /** The id of the resource that was created. */
    String createdId() {
      int at = head.toLowerCase(Locale.ROOT).indexOf("\r\nlocation:");
      if (at < 0) {
        throw new IllegalStateException("no Location in " + status + " " + head + body);
      }
      String url = head.substring(at + 11, head.indexOf("\r\n", at + 2)).strip();
      return url.substring(url.lastIndexOf('/') + 1);
    }
  }

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] buffer = new byte[READ_BUFFER];
  private int position;
  private int end;

  HttpConnection(SocketFactory sockets, int port) throws IOException {
    socket = sockets.createSocket("127.0.0.1", port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  /** The bytes of a request. */
  static byte[] request(String method, String path, String authorization, String body) {
    byte[] content = body.getBytes(UTF_8);
    String head =
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: "
            + authorization
            + "\r\n"
            + (body.isEmpty()
                ? "\r\n"
                : "Content-Type: "
                    + (path.startsWith("/scim2/") ? "application/scim+json" : "application/json")
                    + "\r\nContent-Length: "
                    + content.length
                    + "\r\n\r\n");
    byte[] start = head.getBytes(ISO_8859_1);
    byte[] all = new byte[start.length + content.length];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(content, 0, all, start.length, content.length);
    return all;
  }

  Answer exchange(byte[] request) throws IOException {
    out.write(request);
    out.flush();
    String head = readHead();
    String lower = head.toLowerCase(Locale.ROOT);
    int status = Integer.parseInt(head.substring(9, 12));
    String body = "";
    int length = lower.indexOf("\r\ncontent-length:");
    if (length >= 0) {
      int stop = lower.indexOf("\r\n", length + 2);
      body = read(Integer.parseInt(lower.substring(length + 17, stop).strip()));
    } else if (lower.contains("\r\ntransfer-encoding: chunked")) {
      body = readChunks();
    }
    return new Answer(status, head, body);
  }

  private String readHead() throws IOException {
    StringBuilder head = new StringBuilder(512);
    int matched = 0;
    while (matched < 4) {
      int next = next();
      head.append((char) next);
      boolean expected = next == (matched % 2 == 0 ? '\r' : '\n');
      matched = expected ? matched + 1 : next == '\r' ? 1 : 0;
    }
    return head.toString();
  }

  private String readChunks() throws IOException {
    StringBuilder body = new StringBuilder();
    while (true) {
      String line = readLine();
      int size = Integer.parseInt(line.split(";", 2)[0].strip(), 16);
      body.append(read(size));
      readLine();
      if (size == 0) {
        return body.toString();
      }
    }
  }

  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    int next = next();
    while (next != '\n') {
      if (next != '\r') {
        line.append((char) next);
      }
      next = next();
    }
    return line.toString();
  }

  private String read(int count) throws IOException {
    byte[] bytes = new byte[count];
    int done = 0;
    while (done < count) {
      if (position == end) {
        fill();
      }
      int part = Math.min(count - done, end - position);
      System.arraycopy(buffer, position, bytes, done, part);
      position += part;
      done += part;
    }
    return new String(bytes, UTF_8);
  }

  private int next() throws IOException {
    if (position == end) {
      fill();
    }
    return buffer[position++];
  }

  private void fill() throws IOException {
    int count = in.read(buffer);
    if (count < 0) {
      throw new EOFException("the server closed the connection");
    }
    position = 0;
    end = count;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
