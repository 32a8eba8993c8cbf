package io.tessera.connector.activedirectory.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * An {@code objectGUID} in its dashed text form and in its 16 bytes, of which the first three
 * groups are little-endian (MS-DTYP section 2.3.4.2).
 */
final class ObjectGuid {
  private static final int LENGTH = 16;
  private static final Pattern TEXT =
      Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private ObjectGuid() {}

  /** None where these are no 16 bytes. */
  static Optional<String> text(byte[] bytes) {
    if (bytes.length != LENGTH) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long first = Integer.toUnsignedLong(in.getInt()) << 32;
    first |= (long) Short.toUnsignedInt(in.getShort()) << 16;
    first |= Short.toUnsignedInt(in.getShort());
    long second = in.order(ByteOrder.BIG_ENDIAN).getLong();
    return Optional.of(new UUID(first, second).toString());
  }

  /** None where the text is no GUID. */
  static Optional<byte[]> bytes(String text) {
    if (!TEXT.matcher(text).matches()) {
      return Optional.empty();
    }
    UUID guid = UUID.fromString(text);
    long first = guid.getMostSignificantBits();
    ByteBuffer out = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt((int) (first >>> 32)).putShort((short) (first >>> 16)).putShort((short) first);
    out.order(ByteOrder.BIG_ENDIAN).putLong(guid.getLeastSignificantBits());
    return Optional.of(out.array());
  }
}
