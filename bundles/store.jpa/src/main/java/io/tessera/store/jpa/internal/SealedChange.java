package io.tessera.store.jpa.internal;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A row of the journal as the audit chain sees it. {@code docs/audit.md} tells the bytes that are
 * hashed, so that others can compute them.
 */
record SealedChange(
    String id,
    long happened,
    String kind,
    String type,
    String resource,
    long version,
    String serviceProvider,
    String actor,
    String channel,
    String causality,
    long configuration,
    byte @Nullable [] decisions,
    byte @Nullable [] before,
    byte @Nullable [] after,
    byte @Nullable [] members) {

  /** What {@link #read} reads of the journal, called {@code c}. */
  static final String COLUMNS =
      "c.id, c.happened, c.kind, c.resource_type, c.resource_id, c.version, c.service_provider,"
          + " c.actor, c.channel, c.causality, c.configuration, c.decisions, c.state_before,"
          + " c.state_after, c.members";

  /** How many those are. */
  static final int COLUMN_COUNT = 15;

  static final int LENGTH = 32;

  private static final byte FORMAT = 1;

  /** Digests of the payloads in the order of the row; null where there is none. */
  record Payloads(
      byte @Nullable [] decisions,
      byte @Nullable [] before,
      byte @Nullable [] after,
      byte @Nullable [] members) {
    /** In columns that follow each other. */
    static Payloads read(ResultSet row, int first) throws SQLException {
      return new Payloads(
          row.getBytes(first),
          row.getBytes(first + 1),
          row.getBytes(first + 2),
          row.getBytes(first + 3));
    }
  }

  static SealedChange read(ResultSet row, int first) throws SQLException {
    return new SealedChange(
        row.getString(first),
        row.getLong(first + 1),
        row.getString(first + 2),
        row.getString(first + 3),
        row.getString(first + 4),
        row.getLong(first + 5),
        row.getString(first + 6),
        row.getString(first + 7),
        row.getString(first + 8),
        row.getString(first + 9),
        row.getLong(first + 10),
        row.getBytes(first + 11),
        row.getBytes(first + 12),
        row.getBytes(first + 13),
        row.getBytes(first + 14));
  }

  Payloads payloads() {
    return new Payloads(sha(decisions), sha(before), sha(after), sha(members));
  }

  SealedChange withoutPayloads() {
    return new SealedChange(
        id,
        happened,
        kind,
        type,
        resource,
        version,
        serviceProvider,
        actor,
        channel,
        causality,
        configuration,
        null,
        null,
        null,
        null);
  }

  /** Whether each payload is the one with that digest, or is gone. */
  boolean agrees(Payloads digests) {
    return agrees(decisions, digests.decisions())
        && agrees(before, digests.before())
        && agrees(after, digests.after())
        && agrees(members, digests.members());
  }

  /** Whether a payload is gone that has a digest. */
  boolean lacks(Payloads digests) {
    return (decisions == null && digests.decisions() != null)
        || (before == null && digests.before() != null)
        || (after == null && digests.after() != null)
        || (members == null && digests.members() != null);
  }

  private static boolean agrees(byte @Nullable [] payload, byte @Nullable [] digest) {
    return payload == null || MessageDigest.isEqual(sha(payload), digest);
  }

  /** Of everything but the payloads, whose digests are given. */
  byte[] digest(Payloads digests) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      text(out, id);
      out.writeLong(happened);
      text(out, kind);
      text(out, type);
      text(out, resource);
      out.writeLong(version);
      text(out, serviceProvider);
      text(out, actor);
      text(out, channel);
      text(out, causality);
      out.writeLong(configuration);
      optional(out, digests.decisions());
      optional(out, digests.before());
      optional(out, digests.after());
      optional(out, digests.members());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return digestOf(bytes.toByteArray());
  }

  static byte[] link(byte[] before, long position, byte[] digest) {
    return digestOf(
        ByteBuffer.allocate(before.length + Long.BYTES + digest.length)
            .put(before)
            .putLong(position)
            .put(digest)
            .array());
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  private static void optional(DataOutputStream out, byte @Nullable [] digest) throws IOException {
    out.writeByte(digest == null ? 0 : 1);
    if (digest != null) {
      out.write(digest);
    }
  }

  private static byte @Nullable [] sha(byte @Nullable [] payload) {
    return payload == null ? null : digestOf(payload);
  }

  static byte[] digestOf(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
