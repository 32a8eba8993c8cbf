package io.tessera.launcher;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The few DER encodings (ITU-T X.690) that a certificate needs. */
final class Der {
  private static final DateTimeFormatter GENERALIZED_TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter UTC_TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private Der() {}

  static byte[] sequence(byte[]... parts) {
    return tagged(0x30, parts);
  }

  static byte[] integer(BigInteger value) {
    return tagged(0x02, value.toByteArray());
  }

  static byte[] octets(byte[] content) {
    return tagged(0x04, content);
  }

  static byte[] bits(byte[] content) {
    return tagged(0x03, new byte[] {0}, content);
  }

  /** RFC 5280 section 4.1.2.5: two-digit years to 2049, four digits after. */
  static byte[] time(Instant instant) {
    boolean short_ = instant.atZone(ZoneOffset.UTC).getYear() < 2050;
    String text = (short_ ? UTC_TIME : GENERALIZED_TIME).format(instant);
    return tagged(short_ ? 0x17 : 0x18, text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Arcs after the first two are base 128, high bit set on all but the last byte. */
  static byte[] oid(int first, int second, int... arcs) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.write(first * 40 + second);
    for (int arc : arcs) {
      for (int shift = 28; shift > 0; shift -= 7) {
        if (arc >>> shift != 0) {
          content.write((arc >>> shift) & 0x7f | 0x80);
        }
      }
      content.write(arc & 0x7f);
    }
    return tagged(0x06, content.toByteArray());
  }

  static byte[] tagged(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    encoded.write(tag);
    writeLength(encoded, content.size());
    encoded.writeBytes(content.toByteArray());
    return encoded.toByteArray();
  }

  private static void writeLength(ByteArrayOutputStream out, int length) {
    if (length < 0x80) {
      out.write(length);
      return;
    }
    byte[] bytes = BigInteger.valueOf(length).toByteArray();
    int leadingZero = bytes[0] == 0 ? 1 : 0;
    out.write(0x80 | bytes.length - leadingZero);
    out.write(bytes, leadingZero, bytes.length - leadingZero);
  }
}
