package io.tessera.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes what a server needs to be itself somewhere else into one file. */
final class Backup {
  static final String DATABASE = "db";

  /** What is made again, or belongs to the process that runs. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          DATABASE,
          "backup",
          "cache",
          "log",
          "bootstrap-token",
          "tessera.lock",
          "tessera.pid",
          "tessera.ready");

  /** Who a node is among several: the copy of one on the same database must be another. */
  private static final String NODE = "node-id";

  private final Path data;
  private final Map<String, String> digests = new LinkedHashMap<>();

  /**
   * @param data the data directory
   */
  Backup(Path data) {
    this.data = data;
  }

  /**
   * @param out must not be there yet; readable by its owner alone
   * @param database a folder with the database's files; empty when they are elsewhere
   * @return how many files are in it
   */
  int write(Path out, Optional<Path> database, String version) throws IOException {
    boolean done = false;
    try (OutputStream file = Channels.newOutputStream(created(out));
        ZipOutputStream zip = new ZipOutputStream(file)) {
      addAll(zip, data, "", path -> isKept(path, database.isPresent()));
      if (database.isPresent()) {
        addAll(zip, database.get(), DATABASE + "/", path -> !isLockOfDerby(path));
      }
      String kind = database.isPresent() ? "derby" : "postgresql";
      BackupManifest manifest =
          new BackupManifest(version, Instant.now().toString(), kind, digests);
      zip.putNextEntry(new ZipEntry(BackupManifest.NAME));
      zip.write(manifest.json());
      zip.closeEntry();
      done = true;
      return digests.size();
    } finally {
      if (!done) {
        Files.deleteIfExists(out);
      }
    }
  }

  /** A new file that its owner alone can read. */
  static FileChannel created(Path out) throws IOException {
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    boolean posix = out.getFileSystem().supportedFileAttributeViews().contains("posix");
    return FileChannel.open(
        out,
        options,
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0]);
  }

  private static boolean isKept(Path path, boolean whole) {
    String first = path.getName(0).toString();
    return !LEFT_OUT.contains(first) && (whole || !first.equals(NODE));
  }

  private static boolean isLockOfDerby(Path path) {
    return path.toString().endsWith(".lck");
  }

  private void addAll(ZipOutputStream zip, Path root, String prefix, Predicate<Path> wanted)
      throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(root)) {
      files =
          all.filter(path -> !path.equals(root))
              .filter(path -> wanted.test(root.relativize(path)))
              .sorted()
              .toList();
    }
    for (Path file : files) {
      String name = prefix + root.relativize(file).toString().replace('\\', '/');
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        add(zip, file, name);
      } else if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
        zip.putNextEntry(new ZipEntry(name + "/"));
        zip.closeEntry();
      } else {
        throw new IOException(file + " is a link; a backup holds files only");
      }
    }
  }

  private void add(ZipOutputStream zip, Path file, String name) throws IOException {
    MessageDigest digest = sha256();
    zip.putNextEntry(new ZipEntry(name));
    try (InputStream content = new DigestInputStream(Files.newInputStream(file), digest)) {
      content.transferTo(zip);
    }
    zip.closeEntry();
    digests.put(name, HexFormat.of().formatHex(digest.digest()));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
