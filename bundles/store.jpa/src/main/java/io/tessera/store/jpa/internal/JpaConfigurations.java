package io.tessera.store.jpa.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.store.jpa.internal.entity.ConfigurationRow;
import io.tessera.store.jpa.internal.entity.HistoryRow;
import io.tessera.store.jpa.internal.entity.SecretRow;
import io.tessera.store.spi.Change;
import io.tessera.store.spi.Configurations;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Configuration documents and secrets as entities. */
final class JpaConfigurations implements Configurations {
  private static final String VERSION = "SELECT version FROM configuration_version WHERE id = 1";

  private final Session session;
  private final ConfigurationDeeds deeds;

  JpaConfigurations(Session session) {
    this.session = session;
    this.deeds = new ConfigurationDeeds(session);
  }

  @Override
  public long version() {
    return session.sql().number(VERSION, List.of());
  }

  @Override
  public List<Item> items(String kind) {
    return session
        .entities()
        .createQuery(
            "SELECT c FROM Configuration c WHERE c.key.kind = :kind ORDER BY c.nameKey",
            ConfigurationRow.class)
        .setParameter("kind", kind)
        .getResultStream()
        .map(this::item)
        .toList();
  }

  @Override
  public Optional<Item> item(String kind, UUID id) {
    return row(kind, id).map(this::item);
  }

  @Override
  public void put(Item item, Change.Origin origin, Collection<String> secrets) {
    long configuration = nextVersion();
    Optional<ConfigurationRow> present = row(item.kind(), item.id());
    requireVersion(present, item.kind(), item.version() - 1);
    byte[] document = session.documents().write(item.document());
    byte[] before = present.map(ConfigurationRow::document).orElse(null);
    ConfigurationRow row =
        present.orElseGet(
            () ->
                new ConfigurationRow(new ConfigurationRow.Key(item.kind(), item.id().toString())));
    row.put(item.name(), SearchKey.folded(item.name()), item.version(), document);
    if (present.isEmpty()) {
      session.entities().persist(row);
    }
    remember(item, configuration, origin.actor(), document);
    flush(item);
    deeds.record(
        new ConfigurationDeeds.Put(item, configuration, origin, before, document), secrets);
  }

  @Override
  public void remove(String kind, UUID id, long version, Change.Origin origin) {
    long configuration = nextVersion();
    Optional<ConfigurationRow> present = row(kind, id);
    requireVersion(present, kind, version);
    if (present.isPresent()) {
      Item item = item(present.get());
      byte[] before = present.get().document();
      remember(item, configuration, origin.actor(), null);
      session.entities().remove(present.get());
      session.flush();
      deeds.record(
          new ConfigurationDeeds.Put(item, configuration, origin, before, null), List.of());
    }
  }

  @Override
  public void forgetTarget(UUID target) {
    String key = target.toString();
    session
        .sql()
        .update(
            "UPDATE operations SET state = 'DISCARDED', finished = tessera_now(),"
                + " detail = 'The target was removed.'"
                + Queue.ERASE_SEALED
                + " WHERE target = ? AND state IN ('WAITING', 'DEAD')",
            key);
    session.sql().update("DELETE FROM lanes WHERE target = ?", key);
    session.sql().update("DELETE FROM account_links WHERE target = ?", key);
    session.sql().update("DELETE FROM generated_values WHERE target = ?", key);
  }

  @Override
  public void putSecret(String reference, byte[] sealed) {
    EntityManager entities = session.entities();
    SecretRow present = entities.find(SecretRow.class, reference);
    SecretRow row = present == null ? new SecretRow(reference) : present;
    row.seal(sealed);
    if (present == null) {
      entities.persist(row);
    }
    session.flush();
  }

  @Override
  public List<Past> history(String kind, UUID id, int limit) {
    return session
        .entities()
        .createQuery(
            "SELECT h FROM ConfigurationHistory h WHERE h.key.kind = :kind AND h.key.id = :id"
                + " AND h.document IS NOT NULL ORDER BY h.key.configuration DESC",
            HistoryRow.class)
        .setParameter("kind", kind)
        .setParameter("id", id.toString())
        .setMaxResults(limit)
        .getResultStream()
        .map(row -> past(kind, id, row))
        .toList();
  }

  private Past past(String kind, UUID id, HistoryRow row) {
    Item item =
        new Item(
            kind, id, row.name(), row.version(), session.documents().read(row.presentDocument()));
    return new Past(item, Instant.ofEpochMilli(row.happened()), row.who());
  }

  @Override
  public Optional<byte[]> secret(String reference) {
    return Optional.ofNullable(session.entities().find(SecretRow.class, reference))
        .map(SecretRow::sealed);
  }

  @Override
  public void removeSecret(String reference) {
    SecretRow present = session.entities().find(SecretRow.class, reference);
    if (present != null) {
      session.entities().remove(present);
      session.flush();
    }
  }

  @Override
  public Map<String, byte[]> secrets() {
    return session
        .entities()
        .createQuery("SELECT s FROM Secret s", SecretRow.class)
        .getResultStream()
        .collect(Collectors.toMap(SecretRow::reference, SecretRow::sealed));
  }

  @Override
  public void lock() {
    session.sql().update("UPDATE configuration_version SET version = version WHERE id = 1");
  }

  @Override
  public boolean anySecret() {
    return !session
        .entities()
        .createQuery("SELECT s.reference FROM Secret s", String.class)
        .setMaxResults(1)
        .getResultList()
        .isEmpty();
  }

  /** Raises the version of the whole; its row keeps other writers of configuration out. */
  private long nextVersion() {
    session.sql().update("UPDATE configuration_version SET version = version + 1 WHERE id = 1");
    return version();
  }

  private Optional<ConfigurationRow> row(String kind, UUID id) {
    ConfigurationRow.Key key = new ConfigurationRow.Key(kind, id.toString());
    return Optional.ofNullable(session.entities().find(ConfigurationRow.class, key));
  }

  private Item item(ConfigurationRow row) {
    return new Item(
        row.key().kind(),
        UUID.fromString(row.key().id()),
        row.name(),
        row.version(),
        session.documents().read(row.document()));
  }

  private void remember(Item item, long configuration, String who, byte @Nullable [] document) {
    HistoryRow.Key key = new HistoryRow.Key(item.kind(), item.id().toString(), configuration);
    long now = session.sql().number("SELECT tessera_now() FROM configuration_version", List.of());
    session
        .entities()
        .persist(new HistoryRow(key, item.name(), item.version(), now, who, document));
  }

  private static void requireVersion(
      Optional<ConfigurationRow> present, String kind, long version) {
    long found = present.map(ConfigurationRow::version).orElse(0L);
    if (found != version) {
      throw RejectedException.of(
          Kind.STALE,
          "The " + kind + " was changed meanwhile: it has version " + found + ". Read it again.");
    }
  }

  private void flush(Item item) {
    try {
      session.flush();
    } catch (PersistenceException failure) {
      if (Failures.violates(failure, "configuration_items_name")) {
        throw RejectedException.at(
            Kind.UNIQUENESS,
            AttributePath.of("name"),
            "There is another " + item.kind() + " with this name.");
      }
      throw failure;
    }
  }
}
