package io.tessera.store.jpa.internal;

import io.tessera.model.MemberRef;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.store.spi.Evaluations;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Evaluations by SQL. */
final class SqlEvaluations implements Evaluations {
  private static final int LONGEST_REASON = 256;
  private static final String ADD =
      "INSERT INTO evaluations (id, resource_type, resource_id, due, service_provider, reason)"
          + " VALUES (?, ?, ?, ?, ?, ?)";
  private static final String DUE =
      "SELECT id, resource_type, resource_id, due, service_provider, reason FROM evaluations"
          + Tables.byIndex("evaluations_due")
          + " WHERE due <= ? ORDER BY due, id FETCH FIRST ? ROWS ONLY";
  private static final String DONE = "DELETE FROM evaluations WHERE id = ?";
  private static final String WAITING = "SELECT COUNT(*) FROM evaluations WHERE due <= ?";

  private final Session session;

  SqlEvaluations(Session session) {
    this.session = session;
  }

  @Override
  public void request(
      Collection<MemberRef> resources, Instant due, String serviceProvider, String reason) {
    String why = reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
    session
        .sql()
        .batch(
            ADD,
            resources.stream()
                .map(
                    resource ->
                        List.of(
                            session.ids().next().toString(),
                            resource.type().name(),
                            resource.id().toString(),
                            due.toEpochMilli(),
                            serviceProvider,
                            why))
                .toList());
  }

  @Override
  public List<Due> due(Instant now, int most) {
    return session
        .sql()
        .list(
            DUE,
            List.of(now.toEpochMilli(), most),
            row ->
                new Due(
                    UUID.fromString(row.getString(1)),
                    new MemberRef(
                        ResourceType.valueOf(row.getString(2)), ResourceId.of(row.getString(3))),
                    Instant.ofEpochMilli(row.getLong(4)),
                    row.getString(5),
                    row.getString(6)));
  }

  @Override
  public void done(Collection<UUID> ids) {
    session.sql().batch(DONE, ids.stream().map(id -> List.of(id.toString())).toList());
  }

  @Override
  public long waiting(Instant now) {
    return session.sql().number(WAITING, List.of(now.toEpochMilli()));
  }
}
