package io.tessera.demo.directory.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the directory keeps in {@code DATA/demo}: readable by its owner alone. */
public final class DemoFiles {
  private static final Pattern SNAPSHOT = Pattern.compile("snapshot-([0-9]{1,15})\\.ldif");
  private static final int PASSWORD_BYTES = 24;
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<?> OWNER_ONLY_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path folder;

  private DemoFiles(Path folder) {
    this.folder = folder;
  }

  /** The files of the demo below a server's data directory; nothing is created yet. */
  public static DemoFiles below(Path data) {
    return new DemoFiles(data.resolve("demo"));
  }

  /** Creates the folder. */
  void create() throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder.toAbsolutePath().getParent());
      Files.createDirectory(folder, OWNER_ONLY_DIRECTORY);
    }
  }

  /** The port the directory listens on, or listened on the last time. */
  public int port() throws IOException {
    try {
      return Integer.parseInt(Files.readString(folder.resolve("port")).strip());
    } catch (NumberFormatException damaged) {
      throw new IOException(folder.resolve("port") + " holds no port number", damaged);
    } catch (NoSuchFileException never) {
      throw new IOException("there is no demo directory in " + folder, never);
    }
  }

  boolean hasPort() {
    return Files.exists(folder.resolve("port"));
  }

  void keepPort(int port) throws IOException {
    replace("port", port + "\n");
  }

  /** The administrator's password. */
  public String password() throws IOException {
    return Files.readString(folder.resolve("password"), US_ASCII).strip();
  }

  /** The administrator's password, made when there is none yet. */
  String passwordMadeIfNeeded() throws IOException {
    if (!Files.exists(folder.resolve("password"))) {
      byte[] random = new byte[PASSWORD_BYTES];
      new SecureRandom().nextBytes(random);
      replace("password", Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
    }
    return password();
  }

  Path snapshot(long generation) {
    return folder.resolve("snapshot-" + generation + ".ldif");
  }

  Path journal(long generation) {
    return folder.resolve("journal-" + generation + ".ldif");
  }

  /** The newest snapshot's generation; 0 when there is none. */
  long newestGeneration() throws IOException {
    return generations().stream().mapToLong(g -> g).max().orElse(0);
  }

  void dropGenerationsBefore(long generation) throws IOException {
    for (long old : generations()) {
      if (old < generation) {
        Files.deleteIfExists(journal(old));
        Files.deleteIfExists(snapshot(old));
      }
    }
  }

  private List<Long> generations() throws IOException {
    List<Long> generations = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path file : all) {
        Matcher parts = SNAPSHOT.matcher(file.getFileName().toString());
        if (parts.matches()) {
          generations.add(Long.parseLong(parts.group(1)));
        }
      }
    }
    return generations;
  }

  Path folder() {
    return folder;
  }

  /** Opens a file that only its owner may read. */
  static FileChannel open(Path file, OpenOption... options) throws IOException {
    return FileChannel.open(file, Set.of(options), OWNER_ONLY);
  }

  /** Makes a file and its name durable, or leaves what was there before. */
  private void replace(String name, String text) throws IOException {
    Path draft = folder.resolve(name + ".new");
    Files.deleteIfExists(draft);
    try (FileChannel channel =
        open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    moveDurably(draft, folder.resolve(name));
  }

  static void moveDurably(Path draft, Path file) throws IOException {
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    forceFolderOf(file);
  }

  /** A new name is durable only once its folder is. */
  static void forceFolderOf(Path file) throws IOException {
    try (FileChannel parent = FileChannel.open(file.toAbsolutePath().getParent())) {
      parent.force(true);
    }
  }
}
