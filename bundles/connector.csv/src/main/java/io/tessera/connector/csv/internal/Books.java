package io.tessera.connector.csv.internal;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.ObjectType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of a target, opened for some work and closed again. For one thread. */
final class Books {
  private final CsvFile users;
  private final @Nullable CsvFile groups;
  private final Locks locks;

  Books(CsvFile users, @Nullable CsvFile groups, Locks locks) {
    this.users = users;
    this.groups = groups;
    this.locks = locks;
  }

  /**
   * Locks the files and reads what has changed.
   *
   * @throws TargetFailure a file is malformed or not to be had; nothing is locked
   * @throws InterruptedException while waiting for a lock
   */
  Opened open() throws TargetFailure, InterruptedException {
    Path userPath = users.layout().place().locate();
    Path groupPath = groups == null ? null : groups.layout().place().locate();
    Deque<Locks.Held> held = new ArrayDeque<>();
    boolean open = false;
    try {
      // In the same order everywhere, so that two who share files never wait for each other.
      for (Path path :
          Stream.concat(Stream.of(userPath), Stream.ofNullable(groupPath)).sorted().toList()) {
        held.push(lock(path));
      }
      Opened opened =
          new Opened(
              userPath,
              groupPath,
              users.sheet(userPath),
              groups == null || groupPath == null ? null : groups.sheet(groupPath),
              held);
      open = true;
      return opened;
    } finally {
      if (!open) {
        release(held);
      }
    }
  }

  private Locks.Held lock(Path path) throws TargetFailure, InterruptedException {
    try {
      return locks.take(path);
    } catch (IOException refused) {
      throw TargetFailure.of("Lock " + path, refused);
    }
  }

  private static void release(Deque<Locks.Held> held) throws TargetFailure {
    for (Locks.Held each : held) {
      try {
        each.close();
      } catch (IOException failed) {
        throw TargetFailure.of("Unlock", failed);
      }
    }
  }

  /** The files while they are locked. */
  final class Opened implements AutoCloseable {
    private final Path userPath;
    private final @Nullable Path groupPath;
    private final Sheet userSheet;
    private final @Nullable Sheet groupSheet;
    private final Deque<Locks.Held> held;

    private Opened(
        Path userPath,
        @Nullable Path groupPath,
        Sheet userSheet,
        @Nullable Sheet groupSheet,
        Deque<Locks.Held> held) {
      this.userPath = userPath;
      this.groupPath = groupPath;
      this.userSheet = userSheet;
      this.groupSheet = groupSheet;
      this.held = held;
    }

    Sheet users() {
      return userSheet;
    }

    Optional<Sheet> groups() {
      return Optional.ofNullable(groupSheet);
    }

    /**
     * @throws TargetFailure the target has no groups
     */
    Sheet of(ObjectType type) throws TargetFailure {
      Sheet sheet = type == ObjectType.USER ? userSheet : groupSheet;
      if (sheet == null) {
        throw TargetFailure.of(FailureKind.CONFIGURATION, "There is no group file; set groupFile.");
      }
      return sheet;
    }

    /**
     * Replaces the files that were changed. Groups first: when a user's new name is in the groups
     * and not in the user file yet, the same operation, tried again, finishes the work.
     *
     * @throws TargetFailure nothing was changed, unless the kind is UNKNOWN
     */
    void save() throws TargetFailure {
      boolean replaced = groups != null && groupPath != null && groups.save(groupPath);
      try {
        users.save(userPath);
      } catch (TargetFailure failure) {
        throw replaced
            ? TargetFailure.of(
                FailureKind.UNKNOWN, "The group file was replaced. " + failure.failed().detail())
            : failure;
      }
    }

    /** Forgets changes that were not saved. */
    void abandon() {
      users.forget();
      if (groups != null) {
        groups.forget();
      }
    }

    @Override
    public void close() throws TargetFailure {
      release(held);
    }
  }
}
