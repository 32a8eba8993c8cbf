package io.tessera.connector.csv.internal;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation.Member;
import io.tessera.connector.spi.Operation.MemberDelta;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The members of groups: one cell with the keys of users, in the order in which they came. */
final class Members {
  private final String column;
  private final String separator;

  Members(String column, String separator) {
    this.column = column;
    this.separator = separator;
  }

  /**
   * What the cell is to hold.
   *
   * @param cell what it holds
   * @throws TargetFailure a member to add is none of the user file's; those to remove may have gone
   */
  String changed(String cell, MemberDelta delta, Sheet users) throws TargetFailure {
    Set<String> keys = new LinkedHashSet<>(Cells.split(cell, separator));
    for (Member member : delta.remove()) {
      user(member, users).ifPresent(keys::remove);
    }
    for (Member member : delta.add()) {
      keys.add(
          user(member, users)
              .orElseThrow(
                  () ->
                      TargetFailure.of(
                          FailureKind.INVALID, "A member to add is not in the user file.")));
    }
    for (String key : keys) {
      refuseUnfit(key);
    }
    return String.join(separator, keys);
  }

  private static Optional<String> user(Member member, Sheet users) {
    return member.type() == ObjectType.USER
        ? users.withId(member.id().value()).map(users::keyOf)
        : Optional.empty();
  }

  private void refuseUnfit(String key) throws TargetFailure {
    if (key.contains(separator)) {
      throw TargetFailure.of(
          FailureKind.INVALID,
          "A member's key holds the separator of members; set another valueSeparator.");
    }
  }

  /**
   * Gives a user another name in all groups.
   *
   * @throws TargetFailure the name cannot be in a list, and the user is in a group; nothing changed
   */
  void rename(Sheet groups, String before, String after) throws TargetFailure {
    List<Line> with = groupsOf(groups, before);
    if (!with.isEmpty()) {
      refuseUnfit(after);
    }
    for (Line group : with) {
      List<String> keys =
          Cells.split(groups.get(group, column), separator).stream()
              .map(key -> key.equals(before) ? after : key)
              .distinct()
              .toList();
      groups.set(group, column, String.join(separator, keys));
    }
  }

  /** Takes a user out of all groups. */
  void remove(Sheet groups, String key) {
    for (Line group : groupsOf(groups, key)) {
      List<String> keys =
          Cells.split(groups.get(group, column), separator).stream()
              .filter(k -> !k.equals(key))
              .toList();
      groups.set(group, column, String.join(separator, keys));
    }
  }

  private List<Line> groupsOf(Sheet groups, String key) {
    return groups
        .live()
        .filter(group -> groups.get(group, column).contains(key))
        .filter(group -> Cells.split(groups.get(group, column), separator).contains(key))
        .toList();
  }
}
