package io.tessera.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir private Path parent;

  @Test
  void what_it_creates_is_for_its_owner_alone() throws Exception {
    try (DataDirectory data = DataDirectory.open(parent.resolve("data"))) {
      assertThat(permissions(data.path())).isEqualTo("rwx------");
      assertThat(permissions(data.path().resolve("deploy"))).isEqualTo("rwx------");
    }
  }

  @Test
  void a_second_server_is_refused_until_the_first_has_gone() throws Exception {
    Path path = parent.resolve("data");
    try (DataDirectory first = DataDirectory.open(path)) {
      assertThat(first.path()).isEqualTo(path);
      assertThatThrownBy(() -> DataDirectory.open(path))
          .isInstanceOfSatisfying(
              StartRefusedException.class,
              e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DATA_IN_USE));
    }
    DataDirectory.open(path).close();
  }

  @Test
  void a_deploy_folder_others_may_write_to_is_refused() throws Exception {
    Path path = parent.resolve("data");
    DataDirectory.open(path).close();
    Files.setPosixFilePermissions(
        path.resolve("deploy"), PosixFilePermissions.fromString("rwxrwx---"));
    assertThatThrownBy(() -> DataDirectory.open(path))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("chmod 700 " + path.resolve("deploy"));
    Files.setPosixFilePermissions(
        path.resolve("deploy"), PosixFilePermissions.fromString("rwx------"));
    DataDirectory.open(path).close();
  }

  @Test
  void caches_are_empty_at_each_start_and_the_rest_is_kept() throws Exception {
    Path path = parent.resolve("data");
    DataDirectory.open(path).close();
    Files.createDirectories(path.resolve("cache/felix/bundle1"));
    Files.writeString(path.resolve("deploy/connector.jar"), "jar");
    try (DataDirectory data = DataDirectory.open(path)) {
      assertThat(data.path().resolve("cache/felix")).doesNotExist();
      assertThat(data.path().resolve("deploy/connector.jar")).exists();
    }
  }

  @Test
  void a_path_that_is_no_directory_is_told() throws Exception {
    Path file = Files.writeString(parent.resolve("file"), "");
    assertThatThrownBy(() -> DataDirectory.open(file))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining(file.toString());
  }

  private static String permissions(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
