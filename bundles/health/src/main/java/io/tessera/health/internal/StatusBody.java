package io.tessera.health.internal;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code {"status":"..."}}, never cached. */
final class StatusBody {
  private StatusBody() {}

  static void write(HttpServletResponse response, int status, String word) throws IOException {
    response.setStatus(status);
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "no-store");
    response.getWriter().write("{\"status\":\"" + word + "\"}\n");
  }
}
