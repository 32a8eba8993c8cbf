package io.tessera.store.jpa.internal;

import io.tessera.model.MemberRef;
import io.tessera.model.MembershipDelta;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.store.spi.AccountLink;
import io.tessera.store.spi.Completion;
import io.tessera.store.spi.Completion.Finished;
import io.tessera.store.spi.Completion.LinkChange;
import io.tessera.store.spi.LaneKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Keeps account links, and lets groups know of members that have an account now. */
final class LinkChanges {
  private static final String INSERT =
      "INSERT INTO account_links (remote_id, remote_key, state, delivered_version, updated,"
          + " resource_type, resource_id, target) VALUES (?, ?, ?, ?, tessera_now(), ?, ?, ?)";
  private static final String UPDATE =
      "UPDATE account_links SET remote_id = ?, remote_key = ?, state = ?,"
          + " delivered_version = ?, updated = tessera_now()"
          + " WHERE resource_id = ? AND target = ?";
  private static final String DELETE =
      "DELETE FROM account_links WHERE resource_id = ? AND target = ?";

  /**
   * Groups that have an account, or whose first delivery is under way and may have asked for the
   * member's account already. One that has not been tried yet will find the member by itself.
   */
  private static final String GROUPS =
      "SELECT m.group_id, m.member_id, m.member_type, g.version, g.document FROM memberships m"
          + " JOIN user_groups g ON g.id = m.group_id"
          + " JOIN lanes l ON l.resource_id = m.group_id AND "
          + Tables.unindexed("l.target")
          + " = ? LEFT JOIN account_links k ON k.resource_id = m.group_id AND "
          + Tables.unindexed("k.target")
          + " = ?"
          + " WHERE (k.remote_id <> '' OR l.owner IS NOT NULL) AND m.member_id IN (:in)"
          + " ORDER BY m.group_id, m.joined, m.member_id";

  private static final String LOCK =
      "UPDATE lanes SET pending = pending WHERE target = ? AND resource_id = ?";
  private static final String CAUSE = "SELECT change_id, causality FROM operations WHERE id = ?";
  private static final String ADD =
      "INSERT INTO operations (id, change_id, causality, target, resource_type, resource_id,"
          + " version, kind, state, attempts, detail, created, own_state, own_members)"
          + " VALUES (?, ?, ?, ?, 'GROUP', ?, ?, 'UPDATE', 'WAITING', 0, '', tessera_now(),"
          + " ?, ?)";

  private final Database database;

  LinkChanges(Database database) {
    this.database = database;
  }

  /** A member that has an account now, and its group. */
  private static final class Joining {
    final String group;
    final MemberRef member;
    final long version;
    final byte[] document;

    Joining(String group, MemberRef member, long version, byte[] document) {
      this.group = group;
      this.member = member;
      this.version = version;
      this.document = document;
    }

    static Joining read(ResultSet row) throws SQLException {
      return new Joining(
          row.getString(1),
          new MemberRef(ResourceType.valueOf(row.getString(3)), ResourceId.of(row.getString(2))),
          row.getLong(4),
          row.getBytes(5));
    }
  }

  /** Which change made an operation necessary. */
  private record Cause(String change, String causality) {}

  void apply(Sql sql, List<Completion> completions) {
    sql.batch(
        DELETE,
        completions.stream()
            .filter(c -> c.link() instanceof LinkChange.Remove)
            .map(c -> where(c.key()))
            .toList());
    Map<String, List<Completion>> puts =
        completions.stream()
            .filter(c -> c.linkPut().isPresent())
            .collect(
                Collectors.groupingBy(
                    c -> c.key().target().toString(), TreeMap::new, Collectors.toList()));
    puts.forEach((target, those) -> put(sql, target, those));
  }

  private void put(Sql sql, String target, List<Completion> puts) {
    Map<String, AccountLink> present =
        Links.of(sql, target, puts.stream().map(LinkChanges::resource).toList());
    List<List<Object>> inserts = new ArrayList<>();
    List<List<Object>> updates = new ArrayList<>();
    List<Completion> appeared = new ArrayList<>();
    for (Completion put : puts) {
      AccountLink link = put.linkPut().orElseThrow();
      AccountLink before = present.get(resource(put));
      if (before == null) {
        inserts.add(row(put.key(), link));
      } else if (!Objects.equals(before, link)) {
        updates.add(changed(put.key(), link));
      }
      if (link.known() && (before == null || !before.known())) {
        appeared.add(put);
      }
    }
    sql.batch(INSERT, inserts);
    sql.batch(UPDATE, updates);
    if (!appeared.isEmpty()) {
      tellGroups(sql, target, appeared);
    }
  }

  /**
   * Puts an operation at the end of the lane of each group that should have the members. Its lane
   * is locked before the memberships count: whoever removes the member queues up behind.
   */
  private void tellGroups(Sql sql, String target, List<Completion> appeared) {
    List<String> members = appeared.stream().map(LinkChanges::resource).toList();
    Set<String> groups = new LinkedHashSet<>();
    joining(sql, target, members).forEach(j -> groups.add(j.group));
    if (groups.isEmpty()) {
      return;
    }
    sql.batch(LOCK, groups.stream().sorted().map(group -> List.of(target, group)).toList());
    Map<String, List<Joining>> byGroup =
        joining(sql, target, members).stream()
            .filter(j -> groups.contains(j.group))
            .collect(Collectors.groupingBy(j -> j.group, TreeMap::new, Collectors.toList()));
    Cause cause = cause(sql, appeared);
    Documents documents = database.documents();
    sql.batch(
        ADD,
        byGroup.values().stream()
            .map(joining -> operation(target, joining, cause, documents))
            .toList());
    sql.batch(
        Queue.LENGTHEN, byGroup.keySet().stream().map(group -> List.of(target, group)).toList());
  }

  private static List<Joining> joining(Sql sql, String target, List<String> members) {
    return sql.listIn(GROUPS, List.of(target, target), members, Joining::read);
  }

  private List<Object> operation(
      String target, List<Joining> joining, Cause cause, Documents documents) {
    Joining group = joining.get(0);
    MembershipDelta delta =
        new MembershipDelta(joining.stream().map(j -> j.member).toList(), List.of());
    return List.of(
        database.ids().next().toString(),
        cause.change(),
        cause.causality(),
        target,
        group.group,
        group.version,
        group.document,
        Objects.requireNonNull(documents.write(delta)));
  }

  /** The change that gave the first of them its account. */
  private Cause cause(Sql sql, List<Completion> appeared) {
    return appeared.stream()
        .flatMap(c -> c.finished().stream())
        .map(Finished::operation)
        .findFirst()
        .flatMap(
            id ->
                sql.first(
                    CAUSE,
                    List.of(id.toString()),
                    row -> new Cause(row.getString(1), row.getString(2))))
        .orElseGet(() -> new Cause(database.ids().next().toString(), ""));
  }

  private static List<Object> row(LaneKey key, AccountLink link) {
    List<Object> values = new ArrayList<>(values(link));
    values.add(key.type().name());
    values.addAll(where(key));
    return values;
  }

  private static List<Object> changed(LaneKey key, AccountLink link) {
    List<Object> values = new ArrayList<>(values(link));
    values.addAll(where(key));
    return values;
  }

  private static List<Object> values(AccountLink link) {
    return List.of(
        link.remoteId(),
        SearchKey.exact(link.remoteId()),
        link.state().name(),
        link.deliveredVersion());
  }

  private static List<Object> where(LaneKey key) {
    return List.of(key.resource().toString(), key.target().toString());
  }

  private static String resource(Completion completion) {
    return completion.key().resource().toString();
  }
}
