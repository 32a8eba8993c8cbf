package io.tessera.store.jpa.internal;

import io.tessera.model.Attributes;
import io.tessera.model.MembershipDelta;
import io.tessera.model.ResourceId;
import io.tessera.store.spi.AuditTrail;
import io.tessera.store.spi.Change;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The journal for people, by SQL. What is not sealed yet has no index and is looked through. */
@Component(enabled = false)
public final class SqlAuditTrail implements AuditTrail {
  private static final int MOST_WAITING = 1000;
  private static final Comparator<Entry> NEWEST_FIRST =
      Comparator.comparing(Entry::at).thenComparing(entry -> entry.id().toString()).reversed();

  private static final String ENTRY =
      "SELECT c.id, c.happened, c.kind, c.resource_type, c.resource_id, c.version,"
          + " c.service_provider, c.actor, c.channel, c.causality, c.configuration,";

  /** Of what is no change of an identity, in the list too: what was done has no other column. */
  private static final String FACTS =
      " CASE WHEN c.kind IN ('CONFIGURE', 'DECIDE', 'SIGN_IN') THEN c.decisions END";

  private static final String WAITING =
      ENTRY
          + " CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),"
          + FACTS
          + " FROM"
          + Tables.inOrder()
          + "(SELECT q.change_id"
          + " FROM audit_pending q ORDER BY q.change_id DESC FETCH FIRST "
          + MOST_WAITING
          + " ROWS ONLY) p JOIN changes c"
          + " --DERBY-PROPERTIES index=changes_id, joinStrategy=NESTEDLOOP\n"
          + " ON c.id = p.change_id";
  private static final String SEALED =
      ENTRY
          + " a.position, a.erased,"
          + FACTS
          + " FROM"
          + Tables.inOrder()
          + "audit_chain a"
          + Tables.byIndex("audit_chain_change")
          + " JOIN changes c"
          + " --DERBY-PROPERTIES index=changes_id, joinStrategy=NESTEDLOOP\n"
          + " ON c.id = a.change_id WHERE a.change_id IN (:in)";
  private static final String DETAILS =
      ENTRY
          + " a.position, a.erased, c.decisions, c.state_before, c.state_after, c.members,"
          + " a.digest, a.link FROM changes c LEFT JOIN audit_chain a ON a.change_id = c.id"
          + " WHERE c.id = ?";
  private static final String OPERATIONS =
      "SELECT o.id FROM operations o"
          + Tables.byIndex("operations_lane")
          + " WHERE o.resource_id = ? AND o.change_id = ?";
  private static final String COUNT =
      "SELECT COUNT(*) FROM changes"
          + Tables.byIndex("changes_id")
          + " WHERE id >= ? AND id < ? AND kind IN ('CREATE', 'UPDATE', 'DELETE')";

  private final Database database;

  @Activate
  public SqlAuditTrail(@Reference DatabaseSource source) {
    this(source.database());
  }

  SqlAuditTrail(Database database) {
    this.database = database;
  }

  @Override
  public Found find(Selection selection, @Nullable Place below, int limit) {
    Documents documents = database.documents();
    return database.read(sql -> find(sql, documents, selection, below, limit));
  }

  @Override
  public long count(Instant from, Instant before) {
    return database.read(
        sql ->
            sql.number(COUNT, List.of(TimeOrderedIds.first(from), TimeOrderedIds.first(before))));
  }

  private Found find(
      Sql sql, Documents documents, Selection selection, @Nullable Place below, int limit) {
    // In this order none is missed that is sealed meanwhile.
    List<Entry> waiting = sql.list(WAITING, List.of(), row -> entry(row, facts(row, documents)));
    AuditSearch search = new AuditSearch(selection, below, database.dialect());
    AuditSearch.Window window = search.window(sql, limit + 1);
    List<Entry> sealed =
        sql.listIn(SEALED, List.of(), window.changes(), row -> entry(row, facts(row, documents)));
    Map<UUID, Entry> all = new LinkedHashMap<>();
    waiting.stream()
        .filter(e -> search.matches(e) && window.covers(e))
        .forEach(e -> all.put(e.id(), e));
    sealed.forEach(e -> all.put(e.id(), e));
    List<Entry> found = all.values().stream().sorted(NEWEST_FIRST).toList();
    if (found.size() <= limit) {
      return new Found(found, window.end());
    }
    Entry last = found.get(limit - 1);
    return new Found(found.subList(0, limit), new Place(last.at(), last.id()));
  }

  @Override
  public Optional<Details> change(UUID id) {
    Documents documents = database.documents();
    return database.read(
        sql -> sql.first(DETAILS, List.of(id.toString()), row -> details(row, documents)));
  }

  @Override
  public List<UUID> operations(ResourceId resource, UUID change) {
    return database.read(
        sql ->
            sql
                .list(
                    OPERATIONS,
                    List.of(resource.toString(), change.toString()),
                    row -> row.getString(1))
                .stream()
                .sorted()
                .map(UUID::fromString)
                .toList());
  }

  @Override
  public void recordErasure(Erasure erasure) {
    byte[] reason =
        database.documents().write(Attributes.builder().put("reason", erasure.reason()).build());
    database.write(
        sql -> {
          Deeds.add(
              sql,
              new Deeds.Row(
                  erasure.id(),
                  erasure.at().toEpochMilli(),
                  Kind.ERASE.name(),
                  erasure.type().name(),
                  erasure.resource().toString(),
                  0,
                  erasure.origin(),
                  erasure.configuration(),
                  reason));
          return true;
        });
  }

  private static Details details(ResultSet row, Documents documents) throws SQLException {
    byte @Nullable [] digest = row.getBytes(18);
    byte @Nullable [] link = row.getBytes(19);
    Attributes decisions = facts(row, documents);
    boolean isOfResource = Kind.valueOf(row.getString(3)).isOfResource();
    MembershipDelta members = documents.readDelta(row.getBytes(17));
    return new Details(
        entry(row, isOfResource ? Attributes.empty() : decisions),
        decisions,
        state(row.getBytes(15), documents),
        state(row.getBytes(16), documents),
        members,
        digest == null ? null : SqlAuditChain.hex(digest),
        link == null ? null : SqlAuditChain.hex(link));
  }

  private static Attributes facts(ResultSet row, Documents documents) throws SQLException {
    byte @Nullable [] facts = row.getBytes(14);
    return facts == null ? Attributes.empty() : documents.read(facts);
  }

  private static @Nullable Attributes state(byte @Nullable [] document, Documents documents) {
    return document == null ? null : documents.read(document);
  }

  private static Entry entry(ResultSet row, Attributes facts) throws SQLException {
    long position = row.getLong(12);
    boolean sealed = !row.wasNull();
    long erased = row.getLong(13);
    boolean isErased = !row.wasNull();
    return new Entry(
        UUID.fromString(row.getString(1)),
        Instant.ofEpochMilli(row.getLong(2)),
        Kind.valueOf(row.getString(3)),
        row.getString(4),
        ResourceId.of(row.getString(5)),
        row.getLong(6),
        new Change.Origin(row.getString(7), row.getString(8), row.getString(9), row.getString(10)),
        row.getLong(11),
        facts,
        sealed ? position : null,
        isErased ? Instant.ofEpochMilli(erased) : null);
  }
}
