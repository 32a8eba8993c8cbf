package io.tessera.store.jpa.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.MemberRef;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which groups contain which groups, through any number of others: a table of all pairs, so that a
 * query never has to climb. Whoever changes it holds one lock, so that two changes that are
 * harmless alone never make a circle together.
 */
final class Nesting {
  private static final String ABOVE =
      "SELECT ancestor_id FROM group_nesting WHERE descendant_id = ?";
  private static final String BELOW =
      "SELECT descendant_id FROM group_nesting WHERE ancestor_id = ?";
  private static final String PAIRS =
      "SELECT descendant_id, ancestor_id FROM group_nesting WHERE descendant_id IN (:in)";
  private static final String PARENTS =
      "SELECT member_id, group_id FROM memberships"
          + " WHERE member_type = 'GROUP' AND member_id IN (:in)";

  private final Session session;

  Nesting(Session session) {
    this.session = session;
  }

  /** One group below another. */
  private record Pair(String descendant, String ancestor) {
    List<String> values() {
      return List.of(descendant, ancestor);
    }
  }

  void lock() {
    session.sql().update("UPDATE nesting_lock SET turn = turn + 1 WHERE id = 1");
  }

  /** Locks if there are groups among them, and answers whether there are. */
  boolean lockIfGroups(Collection<MemberRef> members) {
    boolean nests = members.stream().anyMatch(m -> m.type() == ResourceType.GROUP);
    if (nests) {
      lock();
    }
    return nests;
  }

  /** All groups inside a group. */
  Set<String> below(String group) {
    return new HashSet<>(session.sql().list(BELOW, List.of(group), row -> row.getString(1)));
  }

  void refuseCycles(ResourceId group, Collection<MemberRef> joining) {
    Set<String> above = withAbove(group.toString());
    for (String member : groups(joining)) {
      if (above.contains(member)) {
        throw RejectedException.at(
            Kind.INVALID_VALUE,
            AttributePath.of("members", "value"),
            "The group would contain itself through " + member + ".");
      }
    }
  }

  /** Groups became members of a group. */
  void added(ResourceId group, Collection<MemberRef> joined) {
    List<String> children = groups(joined);
    if (children.isEmpty()) {
      return;
    }
    Set<String> above = withAbove(group.toString());
    Set<Pair> wanted = new HashSet<>();
    for (String child : children) {
      for (String descendant : withBelow(child)) {
        above.forEach(ancestor -> wanted.add(new Pair(descendant, ancestor)));
      }
    }
    wanted.removeAll(present(wanted.stream().map(Pair::descendant).toList()));
    insert(wanted);
  }

  /** Groups, by their memberships gone already, are no longer members of a group. */
  void removed(ResourceId group, Collection<MemberRef> left) {
    Set<String> affected = new HashSet<>();
    groups(left).forEach(child -> affected.addAll(withBelow(child)));
    recompute(affected);
  }

  /** A group goes; its memberships are gone already. */
  void forget(String group, Set<String> below) {
    session.sql().update("DELETE FROM group_nesting WHERE descendant_id = ?", group);
    session.sql().update("DELETE FROM group_nesting WHERE ancestor_id = ?", group);
    recompute(below);
  }

  /** Deletes the pairs that no chain of memberships supports any longer. */
  private void recompute(Set<String> descendants) {
    if (descendants.isEmpty()) {
      return;
    }
    Map<String, Set<String>> parents = parentsUpwards(descendants);
    List<List<String>> gone = new ArrayList<>();
    for (Pair pair : present(descendants)) {
      if (!reachable(pair.descendant(), parents).contains(pair.ancestor())) {
        gone.add(pair.values());
      }
    }
    session
        .sql()
        .batch("DELETE FROM group_nesting WHERE descendant_id = ? AND ancestor_id = ?", gone);
  }

  private Map<String, Set<String>> parentsUpwards(Set<String> start) {
    Map<String, Set<String>> parents = new HashMap<>();
    Set<String> level = start;
    while (!level.isEmpty()) {
      level.forEach(group -> parents.put(group, new HashSet<>()));
      Set<String> next = new HashSet<>();
      session
          .sql()
          .listIn(PARENTS, List.of(), level, row -> new Pair(row.getString(1), row.getString(2)))
          .forEach(
              pair -> {
                parents
                    .computeIfAbsent(pair.descendant(), g -> new HashSet<>())
                    .add(pair.ancestor());
                next.add(pair.ancestor());
              });
      next.removeAll(parents.keySet());
      level = next;
    }
    return parents;
  }

  private static Set<String> reachable(String from, Map<String, Set<String>> parents) {
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(parents.getOrDefault(from, Set.of()));
    while (!open.isEmpty()) {
      String group = open.pop();
      if (seen.add(group)) {
        open.addAll(parents.getOrDefault(group, Set.of()));
      }
    }
    return seen;
  }

  private Set<Pair> present(Collection<String> descendants) {
    return new HashSet<>(
        session
            .sql()
            .listIn(
                PAIRS,
                List.of(),
                new HashSet<>(descendants),
                row -> new Pair(row.getString(1), row.getString(2))));
  }

  private void insert(Collection<Pair> pairs) {
    session
        .sql()
        .batch(
            "INSERT INTO group_nesting (descendant_id, ancestor_id) VALUES (?, ?)",
            pairs.stream().map(Pair::values).toList());
  }

  private Set<String> withAbove(String group) {
    Set<String> result =
        new HashSet<>(session.sql().list(ABOVE, List.of(group), row -> row.getString(1)));
    result.add(group);
    return result;
  }

  private Set<String> withBelow(String group) {
    Set<String> result = below(group);
    result.add(group);
    return result;
  }

  private static List<String> groups(Collection<MemberRef> members) {
    return members.stream()
        .filter(m -> m.type() == ResourceType.GROUP)
        .map(m -> m.id().toString())
        .toList();
  }
}
