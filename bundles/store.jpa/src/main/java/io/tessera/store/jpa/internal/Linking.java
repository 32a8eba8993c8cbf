package io.tessera.store.jpa.internal;

import io.tessera.store.spi.AccountLink;
import io.tessera.store.spi.LaneKey;
import java.util.List;

/** Links an account that was found with a lane under way, unless somebody else has it. */
final class Linking {
  private static final String HELD_BY_US =
      "UPDATE lanes SET pending = pending"
          + " WHERE target = ? AND resource_id = ? AND epoch = ? AND owner IS NOT NULL";
  private static final String OTHERS =
      "SELECT resource_id FROM account_links"
          + " WHERE target = ? AND remote_key = ? AND remote_id = ? AND resource_id <> ?";
  private static final String TAKE =
      "DELETE FROM account_links"
          + " WHERE target = ? AND remote_key = ? AND remote_id = ? AND resource_id <> ?";
  private static final String UPDATE =
      "UPDATE account_links SET remote_id = ?, remote_key = ?, state = ?,"
          + " delivered_version = ?, updated = tessera_now()"
          + " WHERE resource_id = ? AND target = ?";
  private static final String INSERT =
      "INSERT INTO account_links (remote_id, remote_key, state, delivered_version, updated,"
          + " resource_id, target, resource_type) VALUES (?, ?, ?, ?, tessera_now(), ?, ?, ?)";

  private final Sql sql;
  private final LaneKey key;
  private final String target;
  private final String resource;

  Linking(Sql sql, LaneKey key) {
    this.sql = sql;
    this.key = key;
    this.target = key.target().toString();
    this.resource = key.resource().toString();
  }

  boolean put(long epoch, AccountLink link, boolean fromOthers) {
    TargetLock.take(sql, target);
    if (sql.update(HELD_BY_US, target, resource, epoch) == 0) {
      return false;
    }
    String remoteKey = SearchKey.exact(link.remoteId());
    if (fromOthers) {
      sql.update(TAKE, target, remoteKey, link.remoteId(), resource);
    } else if (sql.first(OTHERS, List.of(target, remoteKey, link.remoteId(), resource), row -> true)
        .isPresent()) {
      return false;
    }
    String state = link.state().name();
    if (sql.update(
            UPDATE, link.remoteId(), remoteKey, state, link.deliveredVersion(), resource, target)
        == 0) {
      sql.update(
          INSERT,
          link.remoteId(),
          remoteKey,
          state,
          link.deliveredVersion(),
          resource,
          target,
          key.type().name());
    }
    return true;
  }
}
