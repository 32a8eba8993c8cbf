package io.tessera.shell.internal;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.function.Predicate;

/**
 * Offers what is written, in the charset the machine speaks, line by line to somebody else, and
 * prints what nobody takes.
 */
final class LineStream extends OutputStream {
  private final PrintStream out;
  private final Predicate<String> taker;
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

  LineStream(PrintStream out, Predicate<String> taker) {
    this.out = out;
    this.taker = taker;
  }

  @Override
  public synchronized void write(int one) {
    begun.write(one);
    if (one == '\n') {
      pass();
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    begun.write(bytes, offset, length);
    if (length > 0 && bytes[offset + length - 1] == '\n') {
      pass();
    }
  }

  private void pass() {
    if (!taker.test(begun.toString(Charset.defaultCharset()))) {
      out.writeBytes(begun.toByteArray());
      out.flush();
    }
    begun.reset();
  }
}
