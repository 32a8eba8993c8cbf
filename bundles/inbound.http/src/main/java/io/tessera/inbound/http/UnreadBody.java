package io.tessera.inbound.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;

/**
 * The body of a request that is answered without having been read. What is on its way still makes
 * the server close the connection behind the answer; a client that was not told sends its next
 * request into nothing.
 */
final class UnreadBody {
  private static final int SHORT = 1024 * 1024;

  private UnreadBody() {}

  /** Reads a short body to its end; says of others that the connection closes. */
  static void settle(HttpServletRequest request, HttpServletResponse response) {
    if (!isSettled(request)) {
      response.setHeader("Connection", "close");
    }
  }

  /** Reads a short body to its end; false when there is or may be more. */
  static boolean isSettled(HttpServletRequest request) {
    long length = request.getContentLengthLong();
    boolean none = length <= 0 && request.getHeader("Transfer-Encoding") == null;
    return none || (length <= SHORT && isReadToItsEnd(request));
  }

  private static boolean isReadToItsEnd(HttpServletRequest request) {
    try (InputStream body = request.getInputStream()) {
      body.readNBytes(SHORT);
      return body.read() < 0;
    } catch (IOException cutOff) {
      return false;
    }
  }
}
