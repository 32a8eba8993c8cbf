package io.tessera.cli;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * One link of the audit chain as the server tells it, computed again as {@code docs/audit.md} says.
 */
record AuditLink(Attributes told) {
  private static final byte FORMAT = 1;
  private static final int LENGTH = 32;
  private static final List<String> PAYLOADS = List.of("decisions", "before", "after", "members");

  /** What stands before the first. */
  static byte[] beginning() {
    return new byte[LENGTH];
  }

  long position() {
    return number("position");
  }

  byte[] link() {
    return hex("link");
  }

  /**
   * What is wrong with it.
   *
   * @param before the link of the position before
   */
  Optional<String> fault(long positionBefore, byte[] before) {
    if (position() != positionBefore + 1) {
      return Optional.of("gap");
    }
    byte[] digest = hex("digest");
    if (!Arrays.equals(link(), linkAfter(before, digest))) {
      return Optional.of("relinked");
    }
    return Arrays.equals(digest, digest()) ? Optional.empty() : Optional.of("changed");
  }

  private byte[] linkAfter(byte[] before, byte[] digest) {
    return sha(
        ByteBuffer.allocate(before.length + Long.BYTES + digest.length)
            .put(before)
            .putLong(position())
            .put(digest)
            .array());
  }

  private byte[] digest() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      text(out, "id");
      out.writeLong(number("happened"));
      text(out, "kind");
      text(out, "resourceType");
      text(out, "resource");
      out.writeLong(number("version"));
      text(out, "serviceProvider");
      text(out, "actor");
      text(out, "channel");
      text(out, "causality");
      out.writeLong(number("configuration"));
      for (String payload : PAYLOADS) {
        byte[] sha = hex(payload);
        out.writeByte(sha.length == 0 ? 0 : 1);
        out.write(sha);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return sha(bytes.toByteArray());
  }

  private void text(DataOutputStream out, String field) throws IOException {
    byte[] utf8 = told.text(field).orElse("").getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  private long number(String field) {
    return told.get(field)
        .filter(Value.Num.class::isInstance)
        .map(value -> ((Value.Num) value).value().longValue())
        .orElse(0L);
  }

  /**
   * Nothing where there is nothing, or nothing that makes sense: then it is not what was sealed.
   */
  private byte[] hex(String field) {
    try {
      return HexFormat.of().parseHex(told.text(field).orElse(""));
    } catch (IllegalArgumentException noDigits) {
      return new byte[0];
    }
  }

  private static byte[] sha(byte[] bytes) {
    return Backup.sha256().digest(bytes);
  }
}
