package io.tessera.provisioning.internal.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Backups.DatabaseCopy;
import io.tessera.store.spi.DatabaseCopies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseBackupsTest {
  private static final Caller ADMIN = Caller.internal("admin", "test");

  @TempDir Path folder;
  private final List<String> recorded = new ArrayList<>();

  /** A database of one file, as large as is said. */
  private record OneFile(boolean isOurs, long size) implements DatabaseCopies {
    @Override
    public String schema() {
      return "14";
    }

    @Override
    public void copyTo(Path folder) {
      try {
        Files.writeString(Files.createDirectory(folder.resolve("db")).resolve("data"), "rows");
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }
  }

  private DatabaseBackups backups(DatabaseCopies database) {
    return new DatabaseBackups(
        database,
        folder.resolve("backup"),
        (caller, object, id, name, action) ->
            recorded.add(String.join(" ", caller.actor(), action, object, id)),
        Clock.systemUTC());
  }

  @Test
  void there_is_one_copy_at_most_and_it_is_for_the_owner_alone() throws IOException {
    DatabaseBackups backups = backups(new OneFile(true, 1));
    DatabaseCopy first = backups.copy(ADMIN);
    DatabaseCopy second = backups.copy(ADMIN);
    assertThat(first.folder()).doesNotExist();
    assertThat(second.folder().resolve("db/data")).hasContent("rows");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(second.folder())))
        .isEqualTo("rwx------");

    backups.discard(ADMIN, second.id());
    assertThat(second.folder()).doesNotExist();
    assertThatThrownBy(() -> backups.discard(ADMIN, second.id()))
        .isInstanceOf(RejectedException.class);
    assertThatThrownBy(() -> backups.discard(ADMIN, "..")).isInstanceOf(RejectedException.class);
  }

  @Test
  void what_cannot_be_copied_is_said() {
    assertThatThrownBy(() -> backups(new OneFile(false, 1)).copy(ADMIN))
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining("pg_dump");
    assertThat(recorded).isEmpty();
    assertThatThrownBy(() -> backups(new OneFile(true, Long.MAX_VALUE)).copy(ADMIN))
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining("no room");
  }

  @Test
  void who_has_a_copy_made_or_removed_is_recorded_before_it_is_done() {
    List<String> already = new ArrayList<>();
    DatabaseBackups backups = backups(new Watched(() -> already.addAll(recorded)));
    DatabaseCopy copy = backups.copy(ADMIN);
    assertThat(already).containsExactly("admin taken database-copy " + copy.id());

    assertThatThrownBy(() -> backups.discard(ADMIN, "another"))
        .isInstanceOf(RejectedException.class);
    backups.discard(ADMIN, copy.id());

    assertThat(recorded)
        .containsExactly(
            "admin taken database-copy " + copy.id(), "admin removed database-copy " + copy.id());
  }

  /** Does something else first when it is copied. */
  private record Watched(Runnable first) implements DatabaseCopies {
    private static final OneFile FILE = new OneFile(true, 1);

    @Override
    public String schema() {
      return FILE.schema();
    }

    @Override
    public boolean isOurs() {
      return FILE.isOurs();
    }

    @Override
    public long size() {
      return FILE.size();
    }

    @Override
    public void copyTo(Path folder) {
      first.run();
      FILE.copyTo(folder);
    }
  }
}
