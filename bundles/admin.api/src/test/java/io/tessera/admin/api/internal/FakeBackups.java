package io.tessera.admin.api.internal;

import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Backups;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Copies of nothing. */
final class FakeBackups implements Backups {
  private final List<String> copies = new ArrayList<>();
  boolean isElsewhere;

  @Override
  public DatabaseCopy copy(Caller caller) {
    if (isElsewhere) {
      throw RejectedException.of(Problem.Kind.CONFLICT, "The database is a server of its own.");
    }
    copies.add("c" + copies.size());
    String id = copies.get(copies.size() - 1);
    return new DatabaseCopy(id, Path.of("backup", id), Instant.EPOCH, "14");
  }

  @Override
  public void discard(Caller caller, String id) {
    if (!copies.remove(id)) {
      throw RejectedException.of(Problem.Kind.NOT_FOUND, "There is no copy " + id + ".");
    }
  }
}
