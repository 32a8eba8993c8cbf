package io.tessera.store.jpa.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Page;
import io.tessera.model.Problem.Kind;
import io.tessera.model.Query;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.store.jpa.internal.entity.CredentialRow;
import io.tessera.store.jpa.internal.entity.ExternalIdRow;
import io.tessera.store.jpa.internal.entity.GroupRow;
import io.tessera.store.jpa.internal.entity.IdentityRow;
import io.tessera.store.jpa.internal.entity.ResourceRow;
import io.tessera.store.spi.Resources;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Resources are written as entities and read by SQL. */
final class JpaResources implements Resources {
  private final Session session;
  private final JpaMemberships memberships;
  private final AttributeIndex index;
  private final Set<ResourceId> locked = new HashSet<>();

  JpaResources(Session session, JpaMemberships memberships) {
    this.session = session;
    this.memberships = memberships;
    this.index = new AttributeIndex(session);
  }

  @Override
  public Optional<Resource> find(String viewer, ResourceType type, ResourceId id) {
    return session
        .sql()
        .first(
            "SELECT "
                + Tables.COLUMNS
                + " FROM "
                + Tables.name(type)
                + " i"
                + Tables.EXTERNAL_ID
                + " WHERE i.id = ?",
            List.of(viewer, id.toString()),
            row -> Tables.resource(row, type, session.documents()));
  }

  @Override
  public Optional<Resource> findForUpdate(String viewer, ResourceType type, ResourceId id) {
    return locked(type, id).map(row -> resource(viewer, type, row));
  }

  @Override
  public List<Resource> find(String viewer, ResourceType type, Collection<ResourceId> ids) {
    return new ByIds(session).rows(viewer, type, ids);
  }

  @Override
  public Map<ResourceId, String> labels(Collection<ResourceId> ids) {
    return new ByIds(session).labels(ids);
  }

  @Override
  public Page<Resource> find(String viewer, String domain, ResourceSchema schema, Query query) {
    return new Search(session, viewer, domain, schema).find(query);
  }

  @Override
  public Optional<Credential> credential(String domain, String userName) {
    return session
        .sql()
        .first(
            "SELECT i.id, i.version, i.active, c.password_hash FROM identities i"
                + " JOIN credentials c ON c.resource_id = i.id"
                + " WHERE i.domain = ? AND i.user_name = ?",
            List.of(domain, SearchKey.folded(userName)),
            row ->
                new Credential(
                    ResourceId.of(row.getString(1)),
                    row.getLong(2),
                    row.getBoolean(3),
                    row.getString(4)));
  }

  @Override
  public void insert(
      String viewer, ResourceSchema schema, Resource resource, @Nullable String passwordHash) {
    EntityManager entities = session.entities();
    ResourceRow row = newRow(resource);
    fill(row, resource);
    entities.persist(row);
    if (resource.externalId() != null) {
      entities.persist(externalIdRow(viewer, resource, resource.externalId()));
    }
    if (passwordHash != null) {
      entities.persist(new CredentialRow(row.id(), passwordHash));
    }
    flush();
    locked.add(resource.id());
    index.inserted(schema, resource);
  }

  @Override
  public void update(
      String viewer,
      ResourceSchema schema,
      Resource before,
      Resource after,
      PasswordChange password) {
    ResourceRow row =
        locked(after.type(), after.id())
            .filter(present -> present.version() == before.version())
            .orElseThrow(() -> new ConflictException(after.id() + " is no longer what was read"));
    fill(row, after);
    if (!Objects.equals(before.externalId(), after.externalId())) {
      changeExternalId(viewer, after);
    }
    change(row.id(), password);
    flush();
    index.changed(schema, before, after.attributes());
  }

  @Override
  public void delete(ResourceSchema schema, ResourceId id) {
    ResourceType type = schema.type();
    Optional<ResourceRow> row = locked(type, id);
    if (row.isEmpty()) {
      return;
    }
    String key = id.toString();
    memberships.forget(type, id);
    Resource present = resource("", type, row.get());
    index.changed(schema, present, Attributes.empty());
    session.sql().update("DELETE FROM external_ids WHERE resource_id = ?", key);
    if (type == ResourceType.USER) {
      session.sql().update("DELETE FROM credentials WHERE resource_id = ?", key);
      session.sql().update("DELETE FROM federated_links WHERE resource_id = ?", key);
    }
    session.entities().remove(row.get());
    session.flush();
  }

  /** The row, kept from other writers until the transaction ends. */
  private Optional<ResourceRow> locked(ResourceType type, ResourceId id) {
    String key = id.toString();
    if (locked.contains(id)) {
      return Optional.ofNullable(session.entities().find(Tables.entity(type), key));
    }
    Optional<ResourceRow> row =
        session.dialect().locksByUpdate() ? lockedByUpdate(type, key) : lockedByJpa(type, key);
    row.ifPresent(r -> locked.add(id));
    return row;
  }

  private Optional<ResourceRow> lockedByJpa(ResourceType type, String key) {
    return Optional.ofNullable(
        session.entities().find(Tables.entity(type), key, LockModeType.PESSIMISTIC_WRITE));
  }

  private Optional<ResourceRow> lockedByUpdate(ResourceType type, String key) {
    String update = "UPDATE " + Tables.name(type) + " SET version = version WHERE id = ?";
    return session.sql().update(update, key) == 0
        ? Optional.empty()
        : Optional.ofNullable(session.entities().find(Tables.entity(type), key));
  }

  private Resource resource(String viewer, ResourceType type, ResourceRow row) {
    Optional<String> externalId =
        session
            .sql()
            .first(
                "SELECT value FROM external_ids WHERE resource_id = ? AND service_provider = ?",
                List.of(row.id(), viewer),
                r -> r.getString(1));
    return new Resource(
        type,
        ResourceId.of(row.id()),
        row.domain(),
        row.version(),
        Instant.ofEpochMilli(row.created()),
        Instant.ofEpochMilli(row.lastModified()),
        externalId.orElse(null),
        session.documents().readAndRemember(row.document()));
  }

  private static ResourceRow newRow(Resource resource) {
    String id = resource.id().toString();
    long created = resource.created().toEpochMilli();
    return resource.type() == ResourceType.USER
        ? new IdentityRow(id, resource.domain(), created)
        : new GroupRow(id, resource.domain(), created);
  }

  private void fill(ResourceRow row, Resource resource) {
    row.put(
        resource.version(),
        resource.lastModified().toEpochMilli(),
        Indexing.label(resource),
        session.documents().write(resource.attributes()));
    if (row instanceof IdentityRow identity) {
      identity.index(Indexing.columns(resource));
    } else if (row instanceof GroupRow group) {
      group.index(Indexing.uniqueName(resource));
    }
  }

  private static ExternalIdRow externalIdRow(String viewer, Resource resource, String value) {
    ExternalIdRow.Key key = new ExternalIdRow.Key(resource.id().toString(), viewer);
    return new ExternalIdRow(key, resource.type().name(), Indexing.externalId(value));
  }

  private void changeExternalId(String viewer, Resource after) {
    EntityManager entities = session.entities();
    ExternalIdRow present =
        entities.find(ExternalIdRow.class, new ExternalIdRow.Key(after.id().toString(), viewer));
    if (after.externalId() == null) {
      if (present != null) {
        entities.remove(present);
      }
    } else if (present == null) {
      entities.persist(externalIdRow(viewer, after, after.externalId()));
    } else {
      present.call(Indexing.externalId(after.externalId()));
    }
  }

  private void change(String id, PasswordChange password) {
    if (password instanceof PasswordChange.Set set) {
      session.entities().merge(new CredentialRow(id, set.hash()));
    } else if (password instanceof PasswordChange.Clear) {
      session.sql().update("DELETE FROM credentials WHERE resource_id = ?", id);
    }
  }

  @Override
  public Reindexed reindex(
      ResourceSchema schema, AttributePath path, @Nullable ResourceId after, int most) {
    return index.reindex(schema, path, after, most);
  }

  @Override
  public int unindex(ResourceType type, AttributePath path, int most) {
    return index.unindex(type, path, most);
  }

  @Override
  public long estimate(ResourceType type) {
    return index.estimate(type);
  }

  private void flush() {
    try {
      session.flush();
    } catch (PersistenceException failure) {
      taken(failure, "identities_user_name", "userName");
      taken(failure, "user_groups_display_name", "displayName");
      taken(failure, "external_ids_value", "externalId");
      throw failure;
    }
  }

  private static void taken(PersistenceException failure, String constraint, String attribute) {
    if (Failures.violates(failure, constraint)) {
      throw RejectedException.at(
          Kind.UNIQUENESS,
          AttributePath.of(attribute),
          "The " + attribute + " is already taken by another resource.");
    }
  }
}
