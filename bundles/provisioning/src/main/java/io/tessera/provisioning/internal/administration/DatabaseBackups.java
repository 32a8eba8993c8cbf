package io.tessera.provisioning.internal.administration;

import static io.tessera.model.Problem.Kind.CONFLICT;
import static io.tessera.model.Problem.Kind.NOT_FOUND;

import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Backups;
import io.tessera.provisioning.api.admin.DecisionJournal;
import io.tessera.store.spi.DatabaseCopies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies of the database in {@code DATA/backup}, at most one at a time. */
@Component(service = Backups.class)
public final class DatabaseBackups implements Backups {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseBackups.class);
  private static final String DATA = "tessera.data";
  private static final String OBJECT = "database-copy";

  private final DatabaseCopies database;
  private final Path folder;
  private final DecisionJournal journal;
  private final Clock clock;
  private final AtomicBoolean busy = new AtomicBoolean();

  @Activate
  public DatabaseBackups(
      BundleContext context,
      @Reference(name = "database") DatabaseCopies database,
      @Reference(name = "journal") DecisionJournal journal) {
    this(
        database, Path.of(context.getProperty(DATA)).resolve("backup"), journal, Clock.systemUTC());
  }

  DatabaseBackups(DatabaseCopies database, Path folder, DecisionJournal journal, Clock clock) {
    this.database = database;
    this.folder = folder;
    this.journal = journal;
    this.clock = clock;
  }

  @Override
  public DatabaseCopy copy(Caller caller) {
    if (!database.isOurs()) {
      throw RejectedException.of(
          CONFLICT,
          "The database is a server of its own: back it up with its own tools, pg_dump for"
              + " PostgreSQL.");
    }
    if (!busy.compareAndSet(false, true)) {
      throw RejectedException.of(CONFLICT, "A copy is being made already; wait for it.");
    }
    try {
      return made(caller);
    } catch (IOException broken) {
      throw new UncheckedIOException("No copy could be made in " + folder, broken);
    } finally {
      busy.set(false);
    }
  }

  private DatabaseCopy made(Caller caller) throws IOException {
    String id = UUID.randomUUID().toString();
    journal.record(caller, OBJECT, id, "", "taken");
    removeAll();
    makePrivate(folder);
    refuseWithoutRoom();
    Path copy = folder.resolve(id);
    makePrivate(copy);
    database.copyTo(copy);
    LOG.info("{} had the database copied to {}", caller.actor(), copy);
    return new DatabaseCopy(id, copy, clock.instant(), database.schema());
  }

  private void refuseWithoutRoom() throws IOException {
    long needed = database.size();
    long room = Files.getFileStore(folder).getUsableSpace();
    if (room < needed) {
      throw RejectedException.of(
          CONFLICT,
          "There is no room for a copy: it needs "
              + needed
              + " bytes, and there are "
              + room
              + " where "
              + folder
              + " is.");
    }
  }

  @Override
  public void discard(Caller caller, String id) {
    try {
      for (Path copy : copies()) {
        if (String.valueOf(copy.getFileName()).equals(id)) {
          journal.record(caller, OBJECT, id, "", "removed");
          remove(copy);
          return;
        }
      }
    } catch (IOException broken) {
      throw new UncheckedIOException("The copy " + id + " cannot be removed", broken);
    }
    throw RejectedException.of(NOT_FOUND, "There is no copy " + id + ".");
  }

  /** What somebody who was interrupted left, too. */
  private void removeAll() throws IOException {
    for (Path copy : copies()) {
      remove(copy);
    }
  }

  private List<Path> copies() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }

  private static void remove(Path copy) throws IOException {
    List<Path> paths = new ArrayList<>();
    try (Stream<Path> all = Files.walk(copy)) {
      all.sorted(Comparator.reverseOrder()).forEach(paths::add);
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }

  private static void makePrivate(Path directory) throws IOException {
    boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    Files.createDirectories(
        directory,
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
            }
            : new FileAttribute<?>[0]);
  }
}
