package io.tessera.console.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The files in the bundle, read once: half a megabyte, most of it packed in a tenth of a second.
 */
final class BundledFiles implements ConsoleFiles {
  private static final int EDITION_BYTES = 6;

  private final Map<String, Asset> files;
  private final String edition;

  private BundledFiles(Map<String, Asset> files, String edition) {
    this.files = Map.copyOf(files);
    this.edition = edition;
  }

  /**
   * @param contents by path below the console's folder
   */
  static BundledFiles of(Map<String, URL> contents) {
    MessageDigest digest = sha256();
    Map<String, Asset> files = new TreeMap<>();
    for (Map.Entry<String, URL> file : new TreeMap<>(contents).entrySet()) {
      byte[] content = read(file.getValue());
      digest.update(file.getKey().getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      digest.update(content);
      files.put(file.getKey(), Asset.kept(file.getKey(), content));
    }
    String edition = HexFormat.of().formatHex(digest.digest(), 0, EDITION_BYTES);
    return new BundledFiles(files, edition);
  }

  @Override
  public String edition() {
    return edition;
  }

  @Override
  public boolean lasting() {
    return true;
  }

  @Override
  public Optional<Asset> file(String name) {
    return Optional.ofNullable(files.get(name));
  }

  private static byte[] read(URL file) {
    try (InputStream in = file.openStream()) {
      return in.readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
