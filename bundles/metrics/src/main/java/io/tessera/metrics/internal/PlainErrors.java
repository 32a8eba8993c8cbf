package io.tessera.metrics.internal;

import io.tessera.inbound.http.Answer;
import io.tessera.inbound.http.ErrorFormat;
import io.tessera.model.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A sentence: whoever scrapes shows it as it is. */
final class PlainErrors implements ErrorFormat {
  private static final int BAD_REQUEST = 400;

  @Override
  public Answer rejected(List<Problem> problems) {
    return failed(BAD_REQUEST, problems.get(0).detail());
  }

  @Override
  public Answer failed(int status, String detail) {
    return new Answer(
        status, "text/plain;charset=utf-8", (detail + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
