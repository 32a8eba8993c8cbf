package io.tessera.store.jpa.internal;

import io.tessera.store.spi.Change;
import io.tessera.store.spi.Deed;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Writes records that are no changes of identities, inside the transaction of what they tell. */
final class Deeds {
  private static final String ADD =
      "INSERT INTO changes (id, happened, kind, resource_type, resource_id, version,"
          + " service_provider, actor, channel, causality, configuration, decisions)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private Deeds() {}

  static void add(Sql sql, Database database, Deed deed) {
    add(sql, database.ids(), database.documents(), deed);
  }

  static void add(Session session, Deed deed) {
    add(session.sql(), session.ids(), session.documents(), deed);
  }

  private static void add(Sql sql, TimeOrderedIds ids, Documents documents, Deed deed) {
    UUID id = ids.next();
    add(
        sql,
        new Row(
            id,
            TimeOrderedIds.millis(id),
            deed.kind().name(),
            deed.object(),
            deed.id().toString(),
            deed.version(),
            deed.origin(),
            deed.configuration(),
            documents.write(deed.facts())));
  }

  /** As it is kept. */
  @SuppressWarnings("ArrayRecordComponent") // on its way to the database, nobody compares it
  record Row(
      UUID id,
      long happened,
      String kind,
      String type,
      String resource,
      long version,
      Change.Origin origin,
      long configuration,
      byte[] facts) {}

  static void add(Sql sql, Row row) {
    Change.Origin origin = row.origin();
    sql.batch(
        ADD,
        List.of(
            Arrays.asList(
                row.id().toString(),
                row.happened(),
                row.kind(),
                row.type(),
                row.resource(),
                row.version(),
                origin.serviceProvider(),
                origin.actor(),
                origin.channel(),
                origin.causality(),
                row.configuration(),
                row.facts())));
    sql.update(Queue.AWAIT_SEALING, row.id().toString());
  }
}
