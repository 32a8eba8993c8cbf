package io.tessera.crypto.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that encrypt secrets, in {@code keys/master.key} below the data directory: one line per
 * key, {@code <id> <256 bits in base64>}; the last one encrypts, all decrypt. Mode 0600.
 *
 * <p>Beside the folder lies {@code keys.created}. When it is there and the key file is not, the
 * keys were lost, and making new ones would hide that until a secret is needed.
 */
public final class MasterKeys {
  private static final Logger LOG = LoggerFactory.getLogger(MasterKeys.class);
  private static final int KEY_BYTES = 32;
  private static final int ID_BYTES = 4;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final Path file;
  private final Path marker;
  private final SecureRandom random;

  public MasterKeys(Path dataDirectory, SecureRandom random) {
    this.file = dataDirectory.resolve("keys").resolve("master.key");
    this.marker = dataDirectory.resolve("keys.created");
    this.random = random;
  }

  /**
   * Reads the keys, or makes the first one.
   *
   * @return keys by id, the one that encrypts last
   * @throws IllegalStateException the file is readable by others, damaged or lost; says what to do
   */
  public Map<String, SecretKey> load() {
    try {
      if (Files.notExists(file)) {
        create();
      }
      refuseWideMode();
      return read();
    } catch (IOException e) {
      throw new UncheckedIOException("The key file " + file + " cannot be used", e);
    }
  }

  private void create() throws IOException {
    if (Files.exists(marker)) {
      throw refused(
          "The key file "
              + file
              + " is missing, but secrets were encrypted with it. Put it back from a backup. Only"
              + " if no backup exists and all stored secrets may be lost: delete "
              + marker);
    }
    Files.createDirectories(file.getParent(), mode("rwx------"));
    write(Map.of(newId(), newKey()));
    Files.writeString(
        marker,
        "Secrets are encrypted with keys/master.key. Back that file up, apart from the database.\n",
        StandardCharsets.US_ASCII);
  }

  /**
   * Puts keys in the place of those in the file, at once or not at all.
   *
   * @param keys by id, the one that encrypts last
   */
  void save(Map<String, SecretKey> keys) {
    try {
      write(keys);
    } catch (IOException e) {
      throw new UncheckedIOException("The key file " + file + " cannot be written", e);
    }
  }

  String newId() {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return "k" + HexFormat.of().formatHex(id);
  }

  SecretKey newKey() {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    return new SecretKeySpec(key, "AES");
  }

  private void write(Map<String, SecretKey> keys) throws IOException {
    StringBuilder lines = new StringBuilder();
    keys.forEach(
        (id, key) ->
            lines
                .append(id)
                .append(' ')
                .append(Base64.getEncoder().encodeToString(key.getEncoded()))
                .append('\n'));
    Path draft = file.resolveSibling("master.key.new");
    Files.deleteIfExists(draft);
    Files.createFile(draft, mode("rw-------"));
    Files.writeString(draft, lines, StandardCharsets.US_ASCII, StandardOpenOption.SYNC);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private FileAttribute<?>[] mode(String permissions) {
    return isPosix()
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private boolean isPosix() {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private void refuseWideMode() throws IOException {
    if (!isPosix()) {
      return;
    }
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
    if (!OWNER_ONLY.containsAll(mode)) {
      throw refused(
          "The key file "
              + file
              + " has mode "
              + PosixFilePermissions.toString(mode)
              + " and may be used by others than its owner. Run: chmod 600 "
              + file);
    }
  }

  private Map<String, SecretKey> read() throws IOException {
    Map<String, SecretKey> keys = new LinkedHashMap<>();
    List<String> lines = new ArrayList<>(Files.readAllLines(file, StandardCharsets.US_ASCII));
    lines.removeIf(String::isBlank);
    for (String line : lines) {
      String[] parts = line.strip().split(" ");
      Optional<SecretKey> key = parts.length == 2 ? key(parts[1]) : Optional.empty();
      if (key.isEmpty() || !parts[0].matches("[A-Za-z0-9]{1,32}")) {
        throw refused("The key file " + file + " is damaged. Put it back from a backup.");
      }
      keys.put(parts[0], key.get());
    }
    if (keys.isEmpty()) {
      throw refused("The key file " + file + " is empty. Put it back from a backup.");
    }
    return keys;
  }

  private static Optional<SecretKey> key(String base64) {
    try {
      byte[] key = Base64.getDecoder().decode(base64);
      SecretKey result = key.length == KEY_BYTES ? new SecretKeySpec(key, "AES") : null;
      Arrays.fill(key, (byte) 0);
      return Optional.ofNullable(result);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /** Logged here too: whoever creates this component shows the exception's class only. */
  private static IllegalStateException refused(String why) {
    LOG.error(why);
    return new IllegalStateException(why);
  }
}
