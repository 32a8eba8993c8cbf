package io.tessera.store.jpa.internal;

import io.tessera.model.Attributes;
import io.tessera.model.MemberRef;
import io.tessera.model.MembershipDelta;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.store.spi.Change;
import io.tessera.store.spi.Destinations;
import io.tessera.store.spi.PassedResources;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Resources that are at targets only, by SQL. */
final class SqlPassedResources implements PassedResources {
  private static final String COLUMNS =
      "resource_type, id, service_provider, domain, version, created, last_modified";
  private static final String FIND = "SELECT " + COLUMNS + " FROM passed_resources WHERE id = ?";
  private static final String LIST =
      "SELECT "
          + COLUMNS
          + " FROM passed_resources WHERE service_provider = ? AND domain = ?"
          + " AND resource_type = ? AND id > ? ORDER BY id FETCH FIRST ? ROWS ONLY";
  private static final String NEWEST =
      "SELECT change_id, own_state FROM operations WHERE resource_id = ? AND state IN ('WAITING',"
          + " 'DEAD') AND sealed_with IS NOT NULL AND own_state IS NOT NULL AND kind <> 'DELETE'"
          // What was changed since and has arrived elsewhere is newer than what waits still.
          + " AND version >= (SELECT p.version FROM passed_resources p"
          + " WHERE p.id = operations.resource_id)"
          + " ORDER BY version DESC, id DESC FETCH FIRST 1 ROWS ONLY";

  private static final String CARRY =
      "UPDATE operations SET sealed_password = ?, sealed_with = ?"
          + " WHERE resource_id = ? AND target = ? AND change_id = ?";

  private static final String PASSED_TYPES =
      "SELECT id, resource_type FROM passed_resources WHERE domain = ? AND id IN (:in)";
  private static final String KEPT_USERS =
      "SELECT id, 'USER' FROM identities WHERE domain = ? AND id IN (:in)";
  private static final String KEPT_GROUPS =
      "SELECT id, 'GROUP' FROM user_groups WHERE domain = ? AND id IN (:in)";

  private final Session session;
  private final Queue queue;

  SqlPassedResources(Session session, Queue queue) {
    this.session = session;
    this.queue = queue;
  }

  @Override
  public void insert(PassedResource resource) {
    session
        .sql()
        .update(
            "INSERT INTO passed_resources (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?)",
            resource.type().name(),
            resource.id().toString(),
            resource.serviceProvider(),
            resource.domain(),
            resource.version(),
            resource.created().toEpochMilli(),
            resource.lastModified().toEpochMilli());
  }

  @Override
  public Optional<PassedResource> find(ResourceId id) {
    return session.sql().first(FIND, List.of(id.toString()), SqlPassedResources::read);
  }

  @Override
  public Optional<PassedResource> findForUpdate(ResourceId id) {
    // Whoever changes it begins with this; an update locks the row on every database.
    int there =
        session
            .sql()
            .update("UPDATE passed_resources SET version = version WHERE id = ?", id.toString());
    return there == 0 ? Optional.empty() : find(id);
  }

  private static PassedResource read(ResultSet row) throws SQLException {
    return new PassedResource(
        ResourceType.valueOf(row.getString(1)),
        ResourceId.of(row.getString(2)),
        row.getString(3),
        row.getString(4),
        row.getLong(5),
        Instant.ofEpochMilli(row.getLong(6)),
        Instant.ofEpochMilli(row.getLong(7)));
  }

  @Override
  public void update(ResourceId id, long version, Instant lastModified) {
    session
        .sql()
        .update(
            "UPDATE passed_resources SET version = ?, last_modified = ? WHERE id = ?",
            version,
            lastModified.toEpochMilli(),
            id.toString());
  }

  @Override
  public void remove(ResourceId id) {
    session.sql().update("DELETE FROM passed_resources WHERE id = ?", id.toString());
  }

  @Override
  public List<PassedResource> list(
      String serviceProvider,
      String domain,
      ResourceType type,
      @Nullable ResourceId after,
      int limit) {
    return session
        .sql()
        .list(
            LIST,
            List.of(
                serviceProvider, domain, type.name(), after == null ? "" : after.toString(), limit),
            SqlPassedResources::read);
  }

  @Override
  public long count(String serviceProvider, String domain, ResourceType type) {
    return session
        .sql()
        .number(
            "SELECT COUNT(*) FROM passed_resources WHERE service_provider = ? AND domain = ?"
                + " AND resource_type = ?",
            List.of(serviceProvider, domain, type.name()));
  }

  @Override
  public boolean areIn(String domain) {
    return session
        .sql()
        .first(
            "SELECT 1 FROM passed_resources WHERE domain = ? FETCH FIRST 1 ROWS ONLY",
            List.of(domain),
            row -> true)
        .isPresent();
  }

  @Override
  public Map<ResourceId, ResourceType> types(String domain, Collection<ResourceId> ids) {
    Map<ResourceId, ResourceType> types = new HashMap<>();
    for (String query : List.of(PASSED_TYPES, KEPT_USERS, KEPT_GROUPS)) {
      List<String> left =
          ids.stream()
              .distinct()
              .filter(id -> !types.containsKey(id))
              .map(Object::toString)
              .toList();
      session
          .sql()
          .listIn(query, List.of(domain), left, SqlPassedResources::member)
          .forEach(member -> types.put(member.id(), member.type()));
    }
    return types;
  }

  private static MemberRef member(ResultSet row) throws SQLException {
    return new MemberRef(ResourceType.valueOf(row.getString(2)), ResourceId.of(row.getString(1)));
  }

  @Override
  public void record(Change change, Map<UUID, Attributes> payloads, String key) {
    queue.record(withoutMembers(change), Destinations.NONE);
    // In one order everywhere: two transactions never wait for each other's lanes.
    Map<String, Attributes> inOrder = new TreeMap<>();
    payloads.forEach((target, payload) -> inOrder.put(target.toString(), payload));
    inOrder.forEach((target, payload) -> queue.enqueueSealed(own(change, target, payload), key));
  }

  /** Who belongs to which group is told to the targets and not kept. */
  private static Change withoutMembers(Change change) {
    return new Change(
        change.id(),
        change.at(),
        change.kind(),
        change.type(),
        change.resource(),
        change.version(),
        change.origin(),
        change.configuration(),
        change.decisions(),
        change.before(),
        change.after(),
        MembershipDelta.NONE);
  }

  @Override
  public void carry(Change change, Collection<UUID> targets, String sealedPassword, String key) {
    session
        .sql()
        .batch(
            CARRY,
            targets.stream()
                .map(
                    target ->
                        List.<Object>of(
                            sealedPassword,
                            key,
                            change.resource().toString(),
                            target.toString(),
                            change.id().toString()))
                .toList());
  }

  private Queue.Own own(Change change, String target, Attributes payload) {
    Documents documents = session.documents();
    return new Queue.Own(
        change.id().toString(),
        change.origin().causality(),
        target,
        change.type().name(),
        change.resource().toString(),
        change.version(),
        change.kind().name(),
        documents.write(payload),
        documents.write(change.members()),
        "");
  }

  @Override
  public Optional<Pending> newest(ResourceId id) {
    return session
        .sql()
        .first(
            NEWEST,
            List.of(id.toString()),
            row ->
                new Pending(
                    UUID.fromString(row.getString(1)), session.documents().read(row.getBytes(2))));
  }

  @Override
  public long sealedWith(String key) {
    return session
        .sql()
        .number(
            "SELECT COUNT(*) FROM operations WHERE sealed_with = ?"
                + " AND state IN ('WAITING', 'DEAD')",
            List.of(key));
  }
}
