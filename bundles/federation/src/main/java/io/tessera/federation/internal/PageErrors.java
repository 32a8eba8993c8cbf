package io.tessera.federation.internal;

import io.tessera.inbound.http.Answer;
import io.tessera.inbound.http.ErrorFormat;
import io.tessera.model.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What goes wrong before anybody looks at what a browser wants, as a page. */
final class PageErrors implements ErrorFormat {
  private static final int BAD_REQUEST = 400;

  private final Pages pages;

  PageErrors(Pages pages) {
    this.pages = pages;
  }

  @Override
  public Answer rejected(List<Problem> problems) {
    return failed(BAD_REQUEST, problems.get(0).detail());
  }

  @Override
  public Answer failed(int status, String detail) {
    byte[] page = pages.failed(detail).getBytes(StandardCharsets.UTF_8);
    return new Answer(status, "text/html; charset=utf-8", page);
  }
}
