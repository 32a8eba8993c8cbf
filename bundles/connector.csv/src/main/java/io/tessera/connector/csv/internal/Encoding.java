package io.tessera.connector.csv.internal;

import io.tessera.connector.spi.FailureKind;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns bytes into text and back, and nothing it does not understand into a question mark.
 *
 * @param charset as configured; UTF-16 without a byte order mark is big-endian (RFC 2781)
 */
record Encoding(Charset charset) {
  /**
   * What a file says.
   *
   * @param mark how the file begins, and is to begin when it is written again
   */
  record Content(String text, @Nullable ByteOrderMark mark) {
    byte[] bytesIn(Encoding encoding) {
      byte[] body = text.getBytes(encoding.actual(mark));
      if (mark == null) {
        return body;
      }
      return ByteBuffer.allocate(mark.length() + body.length).put(mark.bytes()).put(body).array();
    }
  }

  /**
   * @throws TargetFailure the bytes are of another encoding; says the line
   */
  Content decode(byte[] file) throws TargetFailure {
    Optional<ByteOrderMark> mark = ByteOrderMark.of(file);
    if (mark.isPresent() && !mark.get().fits(charset)) {
      throw TargetFailure.of(
          FailureKind.CONFIGURATION,
          "Line 1 begins with the byte order mark of "
              + mark.get().charset()
              + "; the encoding set is "
              + charset
              + ". Set the right one.");
    }
    int start = mark.map(ByteOrderMark::length).orElse(0);
    ByteBuffer body = ByteBuffer.wrap(file, start, file.length - start);
    return new Content(text(body, actual(mark.orElse(null))), mark.orElse(null));
  }

  /** Whether a text can be written in this encoding. */
  boolean knows(String text) {
    return charset.newEncoder().canEncode(text);
  }

  private Charset actual(@Nullable ByteOrderMark mark) {
    if (mark != null) {
      return mark.charset();
    }
    return charset.equals(StandardCharsets.UTF_16) ? StandardCharsets.UTF_16BE : charset;
  }

  private static String text(ByteBuffer bytes, Charset charset) throws TargetFailure {
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer text =
        CharBuffer.allocate(1 + (int) (bytes.remaining() * (double) decoder.maxCharsPerByte()));
    CoderResult result = decoder.decode(bytes, text, true);
    if (!result.isError()) {
      result = decoder.flush(text);
    }
    text.flip();
    if (result.isError()) {
      throw TargetFailure.of(
          FailureKind.CONFIGURATION,
          "Line "
              + (1 + text.chars().filter(c -> c == '\n').count())
              + " is not in "
              + charset
              + "; set the encoding the file has, or repair the file.");
    }
    return text.toString();
  }
}
