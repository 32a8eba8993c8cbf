package io.tessera.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Makes a data directory of a backup: all of it, checked, or nothing. */
final class Restore {
  private final ZipFile backup;
  private final BackupManifest manifest;

  Restore(ZipFile backup, BackupManifest manifest) {
    this.backup = backup;
    this.manifest = manifest;
  }

  /**
   * Reads everything and compares it with what the backup says of itself.
   *
   * @throws CommandException something is missing, changed, or was added
   */
  void check() throws CommandException, IOException {
    Set<String> left = new HashSet<>(manifest.files().keySet());
    for (ZipEntry entry : entries()) {
      if (!entry.isDirectory()) {
        compare(entry, sha256(entry));
        left.remove(entry.getName());
      }
    }
    refuseMissing(left);
  }

  /**
   * @param data is not there, or empty
   */
  void into(Path data) throws CommandException, IOException {
    Path whole = data.toAbsolutePath();
    Path parent = whole.getParent() == null ? whole : whole.getParent();
    Files.createDirectories(parent);
    Path fresh = Files.createTempDirectory(parent, "restoring-", mode(parent, "rwx------"));
    boolean done = false;
    try {
      unpack(fresh);
      Files.deleteIfExists(whole);
      Files.move(fresh, whole);
      done = true;
    } finally {
      if (!done) {
        remove(fresh);
      }
    }
  }

  private void refuseMissing(Set<String> left) throws CommandException {
    if (!left.isEmpty()) {
      throw damaged(left.iterator().next() + " is missing");
    }
  }

  private void unpack(Path folder) throws CommandException, IOException {
    Set<String> left = new HashSet<>(manifest.files().keySet());
    for (ZipEntry entry : entries()) {
      Path path = folder.resolve(entry.getName()).normalize();
      if (!path.startsWith(folder)) {
        throw damaged(entry.getName() + " lies outside of the data directory");
      }
      if (entry.isDirectory()) {
        Files.createDirectories(path, mode(folder, "rwx------"));
      } else {
        Path parent = path.getParent() == null ? folder : path.getParent();
        Files.createDirectories(parent, mode(folder, "rwx------"));
        Files.createFile(path, mode(folder, "rw-------"));
        compare(entry, copied(entry, path));
        left.remove(entry.getName());
      }
    }
    refuseMissing(left);
  }

  private List<ZipEntry> entries() {
    List<ZipEntry> entries = new ArrayList<>();
    Enumeration<? extends ZipEntry> all = backup.entries();
    while (all.hasMoreElements()) {
      ZipEntry entry = all.nextElement();
      if (!entry.getName().equals(BackupManifest.NAME)) {
        entries.add(entry);
      }
    }
    return entries;
  }

  private void compare(ZipEntry entry, String digest) throws CommandException {
    String expected = manifest.files().get(entry.getName());
    if (expected == null) {
      throw damaged(entry.getName() + " was added to it");
    }
    if (!expected.equals(digest)) {
      throw damaged(entry.getName() + " is not what was backed up");
    }
  }

  private String copied(ZipEntry entry, Path file) throws IOException {
    MessageDigest digest = Backup.sha256();
    try (InputStream content = new DigestInputStream(backup.getInputStream(entry), digest);
        OutputStream out = Files.newOutputStream(file)) {
      content.transferTo(out);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private String sha256(ZipEntry entry) throws IOException {
    MessageDigest digest = Backup.sha256();
    try (InputStream content = new DigestInputStream(backup.getInputStream(entry), digest)) {
      content.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private CommandException damaged(String why) {
    return CommandException.failed(
        backup.getName() + " is damaged: " + why + ". Nothing was restored.");
  }

  private static void remove(Path folder) throws IOException {
    List<Path> paths;
    try (Stream<Path> all = Files.walk(folder)) {
      paths = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }

  private static FileAttribute<?>[] mode(Path folder, String permissions) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
