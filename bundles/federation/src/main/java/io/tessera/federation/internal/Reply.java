package io.tessera.federation.internal;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a browser gets. */
record Reply(int status, String contentType, String body, List<Header> headers) {
  private static final String HTML = "text/html; charset=utf-8";

  /** One line of the head. */
  record Header(String name, String value) {}

  static Reply page(int status, String html) {
    return new Reply(status, HTML, html, List.of());
  }

  static Reply document(String contentType, String body) {
    return new Reply(HttpServletResponse.SC_OK, contentType, body, List.of());
  }

  /** To another address, always by GET. */
  static Reply to(String address) {
    return new Reply(HttpServletResponse.SC_SEE_OTHER, "", "", List.of()).with("Location", address);
  }

  Reply with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Reply(status, contentType, body, List.copyOf(more));
  }

  void send(HttpServletResponse response) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    headers.forEach(header -> response.addHeader(header.name(), header.value()));
    if (!contentType.isEmpty()) {
      response.setContentType(contentType);
    }
    if (contentType.equals(HTML)) {
      response.setHeader("Content-Security-Policy", Pages.POLICY);
    }
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
