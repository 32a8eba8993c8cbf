package io.tessera.bench;

import java.util.function.Consumer;
import java.util.function.Supplier;

/** A client made of two functions. */
final class Exchange {
  private static final int SHOWN = 300;

  private Exchange() {}

  /**
   * @param next the next request
   * @param look throws when the answer is not the one expected
   */
  static Load.Client of(Supplier<byte[]> next, Consumer<HttpConnection.Answer> look) {
    return new Load.Client() {
      @Override
      public byte[] next() {
        return next.get();
      }

      @Override
      public void answered(HttpConnection.Answer answer) {
        look.accept(answer);
      }
    };
  }

  /** Looks at the status and at what the body must hold. */
  static Consumer<HttpConnection.Answer> expecting(int status, String content) {
    return answer -> {
      if (answer.status() != status || !answer.body().contains(content)) {
        throw new IllegalStateException(
            answer.status() + " instead of " + status + " with " + content + ": " + begin(answer));
      }
    };
  }

  private static String begin(HttpConnection.Answer answer) {
    String body = answer.body();
    return body.length() <= SHOWN ? body : body.substring(0, SHOWN) + "...";
  }
}
