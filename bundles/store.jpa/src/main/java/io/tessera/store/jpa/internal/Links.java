package io.tessera.store.jpa.internal;

import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.store.spi.AccountLink;
import io.tessera.store.spi.LaneKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads account links. */
final class Links {
  private Links() {}

  /** Links of resources at one target, by resource id. */
  static Map<String, AccountLink> of(Sql sql, String target, Collection<String> resources) {
    Map<String, AccountLink> result = new HashMap<>();
    sql.listIn(
        "SELECT resource_id, remote_id, state, delivered_version FROM account_links"
            + " WHERE target = ? AND resource_id IN (:in)",
        List.of(target),
        resources,
        row -> result.put(row.getString(1), read(row, 2)));
    return result;
  }

  /** Target, type and resource in three columns. */
  static LaneKey key(ResultSet row, int first) throws SQLException {
    return new LaneKey(
        UUID.fromString(row.getString(first)),
        ResourceType.valueOf(row.getString(first + 1)),
        ResourceId.of(row.getString(first + 2)));
  }

  /** Remote id, state and delivered version in three columns. */
  static AccountLink read(ResultSet row, int first) throws SQLException {
    return new AccountLink(
        row.getString(first),
        AccountLink.State.valueOf(row.getString(first + 1)),
        row.getLong(first + 2));
  }

  /** As {@link #read}; null when an outer join found none. */
  static @Nullable AccountLink readIfAny(ResultSet row, int first) throws SQLException {
    return row.getString(first) == null ? null : read(row, first);
  }
}
