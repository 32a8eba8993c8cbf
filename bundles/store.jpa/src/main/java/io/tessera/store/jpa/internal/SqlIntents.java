package io.tessera.store.jpa.internal;

import io.tessera.model.Attributes;
import io.tessera.model.MembershipDelta;
import io.tessera.store.spi.Change;
import io.tessera.store.spi.Intents;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Intents by SQL. */
final class SqlIntents implements Intents {
  private static final String ADD =
      "INSERT INTO intents (change_id, target, resource_type, resource_id, version, causality,"
          + " expires, undo_kind, undo_state, undo_members)"
          + " VALUES (?, ?, ?, ?, ?, ?, tessera_now() + ?, ?, ?, ?)";
  private static final String REMOVE = "DELETE FROM intents WHERE change_id = ?";
  private static final String FIND =
      "SELECT change_id, target, resource_type, resource_id, version, causality, undo_kind,"
          + " undo_state, undo_members FROM intents WHERE change_id = ?";
  private static final String FORGET_PASSWORD =
      "UPDATE operations SET sealed_password = NULL WHERE resource_id = ? AND target = ?"
          + " AND change_id = ? AND state IN ('WAITING', 'DEAD')";
  private static final String EXPIRED =
      "SELECT change_id FROM intents WHERE expires <= tessera_now() ORDER BY expires"
          + " FETCH FIRST 100 ROWS ONLY";

  private final Session session;
  private final Queue queue;

  SqlIntents(Session session, Queue queue) {
    this.session = session;
    this.queue = queue;
  }

  @Override
  public void intend(Change change, Collection<UUID> targets, Duration patience) {
    Documents documents = session.documents();
    Attributes wanted =
        Optional.ofNullable(change.after())
            .or(() -> Optional.ofNullable(change.before()))
            .orElseGet(Attributes::empty);
    for (String target : targets.stream().map(UUID::toString).sorted().toList()) {
      queue.enqueue(
          new Queue.Own(
              change.id().toString(),
              change.origin().causality(),
              target,
              change.type().name(),
              change.resource().toString(),
              change.version(),
              change.kind().name(),
              documents.write(wanted),
              documents.write(change.members()),
              "Has to have it before it is kept."));
      session.sql().batch(ADD, List.of(row(change, target, patience, documents)));
    }
  }

  private static List<?> row(Change change, String target, Duration patience, Documents documents) {
    @Nullable Attributes undo =
        change.kind() == Change.Kind.CREATE ? change.after() : change.before();
    MembershipDelta back =
        new MembershipDelta(change.members().removed(), change.members().added());
    return Arrays.asList(
        change.id().toString(),
        target,
        change.type().name(),
        change.resource().toString(),
        change.version(),
        change.origin().causality(),
        patience.toMillis(),
        (change.kind() == Change.Kind.CREATE ? Change.Kind.DELETE : Change.Kind.UPDATE).name(),
        documents.writeIfAny(undo),
        documents.write(back));
  }

  @Override
  public boolean fulfil(UUID change) {
    return session.sql().update(REMOVE, change.toString()) > 0;
  }

  @Override
  public void withdraw(UUID change) {
    List<Queue.Own> undo = session.sql().list(FIND, List.of(change.toString()), SqlIntents::undo);
    if (session.sql().update(REMOVE, change.toString()) > 0) {
      undo.forEach(queue::enqueue);
      // What was refused carries its password no further, should it be tried again.
      undo.forEach(
          own -> session.sql().update(FORGET_PASSWORD, own.resource(), own.target(), own.change()));
    }
  }

  private static Queue.Own undo(ResultSet row) throws SQLException {
    return new Queue.Own(
        row.getString(1),
        row.getString(6),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getLong(5),
        row.getString(7),
        row.getBytes(8),
        row.getBytes(9),
        "The change was not kept; the target gets back what it had.");
  }

  @Override
  public int withdrawExpired() {
    List<String> expired =
        session.sql().list(EXPIRED, List.of(), row -> row.getString(1)).stream()
            .distinct()
            .toList();
    expired.forEach(change -> withdraw(UUID.fromString(change)));
    return expired.size();
  }
}
