package io.tessera.store.jpa.internal;

import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a page ends, as text for clients. It holds the place itself, so that nothing has to be kept
 * for it: it never expires, and every node understands it. A digest ties it to its search; it is no
 * secret, and a place that somebody makes up shows no more than the search does.
 *
 * @param backwards whether what lies before the place is meant
 * @param key what the order goes by: a {@link String}, a {@link Long}, a {@link Boolean} or null
 * @param id of the resource at that place
 */
record Cursor(boolean backwards, @Nullable Object key, ResourceId id) {
  private static final int VERSION = 1;
  private static final int DIGEST = 12;
  private static final int MAX_LENGTH = 2_048;

  /**
   * @param search names everything that must be the same on the next page
   */
  String text(String search) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      byte[] body = body();
      out.write(digest(search, body));
      out.write(body);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
  }

  /**
   * @throws RejectedException INVALID_CURSOR when it was not made by {@link #text} for this search
   */
  static Cursor read(String text, String search) {
    byte[] all = decoded(text);
    if (all.length <= DIGEST) {
      throw invalid();
    }
    byte[] body = Arrays.copyOfRange(all, DIGEST, all.length);
    if (!MessageDigest.isEqual(digest(search, body), Arrays.copyOf(all, DIGEST))) {
      throw invalid();
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(body))) {
      return read(in);
    } catch (IOException tooShort) {
      throw invalid();
    }
  }

  static RejectedException invalid() {
    return RejectedException.of(
        Kind.INVALID_CURSOR,
        "The cursor was not given out for this search. Start again without a cursor.");
  }

  private byte[] body() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(VERSION);
    out.writeBoolean(backwards);
    out.writeLong(id.value().getMostSignificantBits());
    out.writeLong(id.value().getLeastSignificantBits());
    if (key instanceof String text) {
      out.writeByte('t');
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } else if (key instanceof Long number) {
      out.writeByte('n');
      out.writeLong(number);
    } else if (key instanceof Boolean truth) {
      out.writeByte('b');
      out.writeBoolean(truth);
    } else {
      out.writeByte('0');
    }
    return bytes.toByteArray();
  }

  private static Cursor read(DataInputStream in) throws IOException {
    if (in.readByte() != VERSION) {
      throw invalid();
    }
    boolean backwards = in.readBoolean();
    ResourceId id = new ResourceId(new UUID(in.readLong(), in.readLong()));
    return new Cursor(backwards, key(in), id);
  }

  private static @Nullable Object key(DataInputStream in) throws IOException {
    return switch (in.readByte()) {
      case 't' -> SearchKey.part(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      case 'n' -> in.readLong();
      case 'b' -> in.readBoolean();
      case '0' -> null;
      default -> throw invalid();
    };
  }

  private static byte[] decoded(String text) {
    if (text.length() > MAX_LENGTH) {
      throw invalid();
    }
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      throw invalid();
    }
  }

  private static byte[] digest(String search, byte[] body) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(search.getBytes(StandardCharsets.UTF_8));
      sha.update((byte) 0);
      return Arrays.copyOf(sha.digest(body), DIGEST);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
