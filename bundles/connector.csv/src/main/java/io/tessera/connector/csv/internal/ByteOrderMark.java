package io.tessera.connector.csv.internal;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The bytes by which some programs mark a file as Unicode. */
enum ByteOrderMark {
  UTF_8(StandardCharsets.UTF_8, 0xEF, 0xBB, 0xBF),
  UTF_16BE(StandardCharsets.UTF_16BE, 0xFE, 0xFF),
  UTF_16LE(StandardCharsets.UTF_16LE, 0xFF, 0xFE);

  private final Charset charset;
  private final byte[] mark;

  ByteOrderMark(Charset charset, int... mark) {
    this.charset = charset;
    this.mark = new byte[mark.length];
    for (int i = 0; i < mark.length; i++) {
      this.mark[i] = (byte) mark[i];
    }
  }

  static Optional<ByteOrderMark> of(byte[] file) {
    return Arrays.stream(values())
        .filter(m -> file.length >= m.length())
        .filter(m -> Arrays.equals(m.mark, 0, m.length(), file, 0, m.length()))
        .findFirst();
  }

  /** Whether a file of this encoding may begin so. */
  boolean fits(Charset configured) {
    return configured.equals(charset)
        || (this != UTF_8 && configured.equals(StandardCharsets.UTF_16));
  }

  Charset charset() {
    return charset;
  }

  byte[] bytes() {
    return mark.clone();
  }

  int length() {
    return mark.length;
  }
}
