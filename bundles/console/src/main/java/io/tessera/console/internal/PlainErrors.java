package io.tessera.console.internal;

import io.tessera.inbound.http.Answer;
import io.tessera.inbound.http.ErrorFormat;
import io.tessera.model.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What goes wrong with a request for a file, as a problem document (RFC 9457). */
final class PlainErrors implements ErrorFormat {
  @Override
  public Answer rejected(List<Problem> problems) {
    return failed(HttpServletResponse.SC_BAD_REQUEST, "The request cannot be understood.");
  }

  @Override
  public Answer failed(int status, String detail) {
    String words = detail.replace("\\", "\\\\").replace("\"", "\\\"");
    String body = "{\"status\":" + status + ",\"detail\":\"" + words + "\"}\n";
    return new Answer(status, "application/problem+json", body.getBytes(StandardCharsets.UTF_8));
  }
}
