package io.tessera.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.Attributes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {
  @TempDir Path folder;
  private Path data;
  private Path file;
  private Path restored;
  private String key;
  private Shell shell;

  @BeforeEach
  void prepare() throws IOException {
    data = folder.resolve("data");
    file = folder.resolve("tessera.backup");
    restored = folder.resolve("restored/data");
    key = UUID.randomUUID().toString();
    write("db/seg0/c10.dat", "rows");
    write("db/db.lck", "");
    write("keys/master.key", key);
    write("etc/tessera.properties", "tessera.https.port=9443\n");
    write("deploy/connector.jar", "classes");
    write("cache/felix/bundle0", "again");
    write("log/tessera.json", "{}");
    write("tessera.pid", "1");
    write("node-id", "node-1");
    shell = new Shell().with("TESSERA_DATA", data.toString());
  }

  private void write(String name, String content) throws IOException {
    Path path = data.resolve(name);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }

  private int restore(String... more) {
    String[] line = new String[more.length + 2];
    line[0] = "restore";
    line[1] = file.toString();
    System.arraycopy(more, 0, line, 2, more.length);
    return shell.with("TESSERA_DATA", restored.toString()).run(line);
  }

  private int backup() {
    return shell.with("TESSERA_DATA", data.toString()).run("backup", "--out", file.toString());
  }

  @Test
  void what_was_backed_up_is_there_again_and_for_the_owner_alone() throws IOException {
    assertThat(backup()).isZero();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(restore("--check")).isZero();
    assertThat(restored).doesNotExist();
    assertThat(restore()).isZero();
    assertThat(restored.resolve("db/seg0/c10.dat")).hasContent("rows");
    assertThat(restored.resolve("keys/master.key")).hasContent(key);
    assertThat(restored.resolve("deploy/connector.jar")).hasContent("classes");
    assertThat(restored.resolve("node-id")).hasContent("node-1");
    assertThat(restored.resolve("cache")).doesNotExist();
    assertThat(restored.resolve("log")).doesNotExist();
    assertThat(restored.resolve("tessera.pid")).doesNotExist();
    assertThat(restored.resolve("db/db.lck")).doesNotExist();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(restored)))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(restored.resolve("keys/master.key"))))
        .isEqualTo("rw-------");
  }

  @Test
  void nothing_that_is_there_is_overwritten() throws IOException {
    assertThat(backup()).isZero();
    assertThat(backup()).isEqualTo(1);
    assertThat(shell.err()).contains("is there already");
    Files.createDirectories(restored);
    Files.writeString(restored.resolve("mine"), "!");
    assertThat(restore()).isEqualTo(1);
    assertThat(shell.err()).contains("not empty");
    assertThat(restored.resolve("mine")).hasContent("!");
    assertThat(
            shell
                .with("TESSERA_DATA", data.toString())
                .run("backup", "--out", data.resolve("b").toString()))
        .isEqualTo(2);
  }

  @Test
  void a_backup_that_was_changed_cut_short_or_added_to_is_not_restored() throws IOException {
    assertThat(backup()).isZero();
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertThat(restore()).isEqualTo(1);
    assertThat(shell.err()).contains("cut short");

    Files.write(file, whole);
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      Files.writeString(zip.getPath("keys/master.key"), "another");
    }
    assertThat(restore()).isEqualTo(1);
    assertThat(shell.err()).contains("keys/master.key is not what was backed up");
    assertThat(restored).doesNotExist();

    Files.write(file, whole);
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      Files.writeString(zip.getPath("deploy/evil.jar"), "code");
    }
    assertThat(restore()).isEqualTo(1);
    assertThat(shell.err()).contains("deploy/evil.jar was added");

    Files.write(file, whole);
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      Files.delete(zip.getPath("deploy/connector.jar"));
    }
    assertThat(restore("--check")).isEqualTo(1);
    assertThat(shell.err()).contains("deploy/connector.jar is missing");
    assertThat(restore()).isEqualTo(1);
    assertThat(restored.getParent()).isEmptyDirectory();
  }

  @Test
  void what_is_no_backup_or_of_a_later_version_is_said() throws IOException {
    Files.writeString(file, "hello");
    assertThat(restore()).isEqualTo(1);
    assertThat(shell.err()).contains("is no backup of Tessera");
    Files.delete(file);
    assertThat(restore()).isEqualTo(1);
    assertThat(shell.err()).contains("There is no file");

    assertThat(backup()).isZero();
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      Path manifest = zip.getPath(BackupManifest.NAME);
      String later =
          Files.readString(manifest).replace("\"version\":\"0\"", "\"version\":\"99.1\"");
      Files.writeString(manifest, later);
    }
    assertThat(restore()).isEqualTo(1);
    assertThat(shell.err()).contains("made by Tessera 99.1");
  }

  @Test
  void a_server_that_runs_is_asked_for_a_copy_of_its_database() throws IOException {
    try (ServerDouble server = new ServerDouble();
        FileChannel lock =
            FileChannel.open(
                data.resolve("tessera.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = lock.lock()) {
      assertThat(held.isValid()).isTrue();
      shell = Shell.at(server, folder);
      Path copy = Files.createDirectories(data.resolve("backup/c-1/db"));
      Files.writeString(copy.resolve("service.properties"), "as it was");
      server.answer(
          "database-copies",
          Attributes.builder()
              .put("id", "c-1")
              .put("folder", data.resolve("backup/c-1").toString())
              .build());
      server.answer("database-copies/c-1", Attributes.empty());

      assertThat(backup()).isZero();

      assertThat(server.requests())
          .containsExactly("POST database-copies", "DELETE database-copies/c-1");
    }
    assertThat(restore()).isZero();
    assertThat(restored.resolve("db/service.properties")).hasContent("as it was");
    assertThat(restored.resolve("backup")).doesNotExist();
  }

  @Test
  void a_database_that_is_elsewhere_is_not_in_it_and_the_node_is_another_one() throws IOException {
    shell.with("TESSERA_JDBC_URL", "jdbc:postgresql://db.example.org/tessera");
    assertThat(backup()).isZero();
    assertThat(shell.err()).contains("pg_dump");
    assertThat(restore()).isZero();
    assertThat(restored.resolve("db")).doesNotExist();
    assertThat(restored.resolve("node-id")).doesNotExist();
    assertThat(restored.resolve("keys/master.key")).hasContent(key);
  }
}
