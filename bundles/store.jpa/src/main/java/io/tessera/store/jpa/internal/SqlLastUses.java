package io.tessera.store.jpa.internal;

import io.tessera.store.spi.LastUses;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Last uses by SQL. */
final class SqlLastUses implements LastUses {
  private final Session session;

  SqlLastUses(Session session) {
    this.session = session;
  }

  @Override
  public void put(Map<UUID, Instant> uses) {
    Map<UUID, Instant> known = find(uses.keySet());
    List<List<Object>> later = new ArrayList<>();
    List<List<Object>> first = new ArrayList<>();
    uses.forEach(
        (id, used) -> {
          List<Object> values = List.of(used.toEpochMilli(), id.toString());
          Instant before = known.get(id);
          if (before == null) {
            first.add(values);
          } else if (before.isBefore(used)) {
            later.add(values);
          }
        });
    session.sql().batch("UPDATE last_uses SET used = ? WHERE id = ?", later);
    session.sql().batch("INSERT INTO last_uses (used, id) VALUES (?, ?)", first);
  }

  @Override
  public Map<UUID, Instant> find(Collection<UUID> ids) {
    Map<UUID, Instant> found = new HashMap<>();
    session
        .sql()
        .listIn(
            "SELECT u.id, u.used FROM last_uses u WHERE u.id IN (:in)",
            List.of(),
            ids.stream().map(UUID::toString).toList(),
            row -> {
              Instant used = Instant.ofEpochMilli(row.getLong(2));
              return found.put(UUID.fromString(row.getString(1)), used) == null;
            });
    return found;
  }

  @Override
  public void remove(UUID id) {
    session.sql().update("DELETE FROM last_uses WHERE id = ?", id.toString());
  }
}
