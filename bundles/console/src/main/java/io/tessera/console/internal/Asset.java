package io.tessera.console.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * One file of the console.
 *
 * @param packed the content in gzip; empty where that saves nothing
 */
@SuppressWarnings("ArrayRecordComponent") // shared and never written to
record Asset(String contentType, byte[] content, byte[] packed) {
  private static final String BYTES = "application/octet-stream";
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "json", "application/json",
          "woff2", "font/woff2");

  /** A file that is served often. */
  static Asset kept(String name, byte[] content) {
    String type = type(name);
    boolean packs = !type.startsWith("font/");
    byte[] packed = packs ? pack(content) : new byte[0];
    return new Asset(type, content, packed.length < content.length ? packed : new byte[0]);
  }

  /** A file that may be another one the next time. */
  static Asset once(String name, byte[] content) {
    return new Asset(type(name), content, new byte[0]);
  }

  private static String type(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return TYPES.getOrDefault(ending, BYTES);
  }

  private static byte[] pack(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length / 2 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}
