package io.tessera.store.jpa.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.MemberRef;
import io.tessera.model.MembershipDelta;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.store.spi.Memberships;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Memberships as rows of their own, by SQL. */
final class JpaMemberships implements Memberships {
  private static final AttributePath MEMBERS = AttributePath.of("members", "value");
  private static final String MEMBERS_OF =
      "SELECT m.group_id, m.member_id, m.member_type, COALESCE(i.label, g.label)"
          + " FROM memberships m"
          + " LEFT JOIN identities i ON i.id = m.member_id"
          + " LEFT JOIN user_groups g ON g.id = m.member_id"
          + " WHERE m.group_id IN (:in) ORDER BY m.group_id, m.joined, m.member_id";
  private static final String MEMBERS_BY_ID =
      "SELECT p.id, p.type, COALESCE(i.label, g.label) FROM"
          + Tables.inOrder()
          + "(SELECT m.member_id AS id, m.member_type AS type FROM memberships m"
          + Tables.byConstraint("memberships_id")
          + " WHERE m.group_id = ? AND m.member_id > ?"
          + " ORDER BY m.member_id FETCH FIRST ? ROWS ONLY) p"
          + " LEFT JOIN identities i"
          + Tables.byKey(ResourceType.USER)
          + " ON i.id = p.id LEFT JOIN user_groups g"
          + Tables.byKey(ResourceType.GROUP)
          + " ON g.id = p.id ORDER BY p.id";
  private static final String GROUPS_OF =
      "SELECT m.member_id, g.id, g.label, 1 FROM memberships m"
          + " JOIN user_groups g ON g.id = m.group_id WHERE m.member_id IN (:in)"
          + " UNION ALL "
          + "SELECT m.member_id, g.id, g.label, 2 FROM memberships m"
          + " JOIN group_nesting n ON n.descendant_id = m.group_id"
          + " JOIN user_groups g ON g.id = n.ancestor_id WHERE m.member_id IN (:in)";

  /** Sorted here: for the few rows there usually are, a database takes longer. */
  private static final Comparator<Membership> GROUP_ORDER =
      Comparator.comparing(Membership::direct)
          .reversed()
          .thenComparing(Membership::display)
          .thenComparing(m -> m.group().toString());

  private final Session session;
  private final Nesting nesting;

  JpaMemberships(Session session) {
    this.session = session;
    this.nesting = new Nesting(session);
  }

  @Override
  public MembershipDelta change(
      ResourceId group, Collection<ResourceId> add, Collection<ResourceId> remove) {
    List<MemberRef> removed = remove(group, new LinkedHashSet<>(remove));
    List<MemberRef> added = add(group, new LinkedHashSet<>(add));
    return new MembershipDelta(added, removed);
  }

  @Override
  public List<Member> members(ResourceId group) {
    return members(List.of(group)).getOrDefault(group, List.of());
  }

  @Override
  public Map<ResourceId, List<Member>> members(Collection<ResourceId> groups) {
    Map<ResourceId, List<Member>> result = new LinkedHashMap<>();
    session
        .sql()
        .listIn(
            MEMBERS_OF,
            List.of(),
            texts(groups),
            row ->
                result
                    .computeIfAbsent(ResourceId.of(row.getString(1)), g -> new ArrayList<>())
                    .add(new Member(ref(row.getString(2), row.getString(3)), row.getString(4))));
    return result;
  }

  @Override
  public List<Member> members(ResourceId group, @Nullable ResourceId after, int most) {
    return session
        .sql()
        .list(
            MEMBERS_BY_ID,
            List.of(group.toString(), after == null ? "" : after.toString(), most),
            row -> new Member(ref(row.getString(1), row.getString(2)), row.getString(3)));
  }

  @Override
  public MembershipDelta clear(ResourceId group) {
    List<MemberRef> all =
        session
            .sql()
            .list(
                "SELECT member_id, member_type FROM memberships WHERE group_id = ?"
                    + " ORDER BY joined, member_id",
                List.of(group.toString()),
                row -> ref(row.getString(1), row.getString(2)));
    if (all.isEmpty()) {
      return MembershipDelta.NONE;
    }
    nesting.lockIfGroups(all);
    session.sql().update("DELETE FROM memberships WHERE group_id = ?", group.toString());
    nesting.removed(group, all);
    return new MembershipDelta(List.of(), all);
  }

  @Override
  public Map<ResourceId, List<Membership>> groupsOf(Collection<ResourceId> members) {
    Map<ResourceId, Map<ResourceId, Membership>> found = new HashMap<>();
    session
        .sql()
        .listIn(
            GROUPS_OF,
            List.of(),
            texts(members),
            row -> {
              boolean direct = row.getInt(4) == 1;
              Membership membership =
                  new Membership(ResourceId.of(row.getString(2)), row.getString(3), direct);
              return found
                  .computeIfAbsent(ResourceId.of(row.getString(1)), m -> new HashMap<>())
                  .merge(membership.group(), membership, (a, b) -> a.direct() ? a : b);
            });
    Map<ResourceId, List<Membership>> result = new HashMap<>();
    found.forEach(
        (member, groups) ->
            result.put(member, groups.values().stream().sorted(GROUP_ORDER).toList()));
    return result;
  }

  /** Removes every trace of a resource that is about to be deleted. */
  void forget(ResourceType type, ResourceId id) {
    if (type == ResourceType.GROUP) {
      nesting.lock();
      Set<String> below = nesting.below(id.toString());
      session.sql().update("DELETE FROM memberships WHERE group_id = ?", id.toString());
      session.sql().update("DELETE FROM memberships WHERE member_id = ?", id.toString());
      nesting.forget(id.toString(), below);
    } else {
      session.sql().update("DELETE FROM memberships WHERE member_id = ?", id.toString());
    }
  }

  private List<MemberRef> remove(ResourceId group, Set<ResourceId> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    List<MemberRef> present = present(group, ids);
    nesting.lockIfGroups(present);
    session
        .sql()
        .batch(
            "DELETE FROM memberships WHERE group_id = ? AND member_id = ?",
            present.stream().map(m -> List.of(group.toString(), m.id().toString())).toList());
    nesting.removed(group, present);
    return present;
  }

  private List<MemberRef> add(ResourceId group, Set<ResourceId> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    Set<ResourceId> there =
        present(group, ids).stream().map(MemberRef::id).collect(Collectors.toSet());
    List<MemberRef> joining =
        existing(group, ids).stream().filter(m -> !there.contains(m.id())).toList();
    boolean nests = nesting.lockIfGroups(joining);
    if (nests) {
      nesting.refuseCycles(group, joining);
    }
    insert(group, joining);
    nesting.added(group, joining);
    return joining;
  }

  private List<MemberRef> present(ResourceId group, Set<ResourceId> ids) {
    return session
        .sql()
        .listIn(
            "SELECT member_id, member_type FROM memberships"
                + " WHERE group_id = ? AND member_id IN (:in)",
            List.of(group.toString()),
            texts(ids),
            row -> ref(row.getString(1), row.getString(2)));
  }

  /** The members with their types, in the order given, kept from being deleted meanwhile. */
  private List<MemberRef> existing(ResourceId group, Set<ResourceId> ids) {
    String domain =
        session
            .sql()
            .first(
                "SELECT domain FROM user_groups WHERE id = ?",
                List.of(group.toString()),
                row -> row.getString(1))
            .orElseThrow(
                () -> RejectedException.of(Kind.NOT_FOUND, "There is no group " + group + "."));
    Set<ResourceId> users = kept(ResourceType.USER, domain, ids);
    Set<ResourceId> rest = new LinkedHashSet<>(ids);
    rest.removeAll(users);
    Set<ResourceId> groups = rest.isEmpty() ? Set.of() : kept(ResourceType.GROUP, domain, rest);
    rest.removeAll(groups);
    if (!rest.isEmpty()) {
      throw RejectedException.at(
          Kind.INVALID_VALUE,
          MEMBERS,
          "There is no user or group " + texts(rest).get(0) + " in the domain of the group.");
    }
    return ids.stream()
        .map(id -> new MemberRef(users.contains(id) ? ResourceType.USER : ResourceType.GROUP, id))
        .toList();
  }

  private Set<ResourceId> kept(ResourceType type, String domain, Set<ResourceId> ids) {
    String query =
        "SELECT id FROM "
            + Tables.name(type)
            + " WHERE "
            + Tables.unindexed("domain") // all are in one domain: Derby would read it whole
            + " = ? AND id IN (:in)"
            + session.dialect().keepRows();
    return new HashSet<>(
        session
            .sql()
            .listIn(query, List.of(domain), texts(ids), row -> ResourceId.of(row.getString(1))));
  }

  private void insert(ResourceId group, List<MemberRef> joining) {
    long joined = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
    List<List<Object>> rows = new ArrayList<>();
    for (MemberRef member : joining) {
      rows.add(List.of(group.toString(), member.id().toString(), member.type().name(), joined++));
    }
    session
        .sql()
        .batch(
            "INSERT INTO memberships (group_id, member_id, member_type, joined)"
                + " VALUES (?, ?, ?, ?)",
            rows);
  }

  private static MemberRef ref(String id, String type) {
    return new MemberRef(ResourceType.valueOf(type), ResourceId.of(id));
  }

  private static List<String> texts(Collection<ResourceId> ids) {
    return ids.stream().map(ResourceId::toString).distinct().toList();
  }
}
