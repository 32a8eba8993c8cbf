package io.tessera.provisioning.internal.roles;

import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.admin.Entitlements.Held;
import io.tessera.provisioning.api.admin.Entitlements.Wanted;
import io.tessera.provisioning.api.admin.Role;
import io.tessera.provisioning.api.admin.Slice;
import io.tessera.store.spi.Assignments;
import io.tessera.store.spi.Assignments.Assignment;
import io.tessera.store.spi.Assignments.Ending;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads assignments in the order an index has them, a bounded number in one go, and what each
 * brings. Of one user: all there are. By their ends: the soonest first. Else role by role.
 */
final class AssignmentWalk {
  private static final int AT_ONCE = 100;
  private static final int MOST_READ = 1_000;
  private static final int PARTS = 4;

  private final Assignments assignments;
  private final Wanted wanted;
  private final List<Role> roles;
  private final Instant now;

  /** Where the next assignment is looked for: behind this one, of that role. */
  private int role;

  private @Nullable UUID after;
  private @Nullable Instant end;

  /** Rows of the next assignment that were told already. */
  private int told;

  /**
   * @param roles whose assignments are read, where nothing else leads to them
   */
  AssignmentWalk(
      Assignments assignments,
      Wanted wanted,
      List<Role> roles,
      Instant now,
      @Nullable String cursor) {
    this.assignments = assignments;
    this.wanted = wanted;
    this.roles = roles;
    this.now = now;
    if (cursor != null) {
      goTo(cursor);
    }
  }

  /**
   * @param rows what each of some assignments brings
   */
  Slice<Held> read(int limit, Function<List<Assignment>, Map<UUID, List<Held>>> rows) {
    List<Held> found = new ArrayList<>();
    for (int read = 0; read < MOST_READ; read += AT_ONCE) {
      List<Assignment> some = next();
      Map<UUID, List<Held>> brought = rows.apply(some.stream().filter(this::isMeant).toList());
      for (Assignment assignment : some) {
        List<Held> all = brought.getOrDefault(assignment.id(), List.of());
        while (told < all.size()) {
          if (found.size() == limit) {
            return new Slice<>(found, cursor());
          }
          found.add(all.get(told++));
        }
        pass(assignment);
      }
      if (some.size() < AT_ONCE && !nextList()) {
        return new Slice<>(found, null);
      }
    }
    return new Slice<>(found, cursor());
  }

  private List<Assignment> next() {
    if (wanted.identity() != null) {
      return assignments.of(wanted.identity()).stream()
          .dropWhile(a -> after != null && !a.id().equals(after))
          .filter(a -> !a.id().equals(after))
          .limit(AT_ONCE)
          .toList();
    }
    Instant before = wanted.endsBefore();
    if (before != null) {
      @Nullable Ending place = after == null || end == null ? null : new Ending(end, after);
      return assignments.ending(now, before, place, AT_ONCE);
    }
    return role < roles.size()
        ? assignments.ofRole(roles.get(role).id(), after, AT_ONCE)
        : List.of();
  }

  /** Whether there is another list behind the one that is at its end. */
  private boolean nextList() {
    if (wanted.identity() != null || wanted.endsBefore() != null || role + 1 >= roles.size()) {
      return false;
    }
    role++;
    after = null;
    return true;
  }

  /** What has ended is history. */
  private boolean isMeant(Assignment assignment) {
    Instant ends = assignment.ends();
    Instant before = wanted.endsBefore();
    return (ends == null || ends.isAfter(now))
        && (before == null || ends != null && ends.isBefore(before));
  }

  private void pass(Assignment assignment) {
    after = assignment.id();
    end = assignment.ends();
    told = 0;
  }

  private String cursor() {
    return String.join(
        "_",
        role < roles.size() ? roles.get(role).id().toString() : "",
        after == null ? "" : after.toString(),
        end == null ? "" : Long.toString(end.toEpochMilli()),
        Integer.toString(told));
  }

  private void goTo(String cursor) {
    String[] parts = cursor.split("_", -1);
    try {
      if (parts.length != PARTS) {
        throw foreign();
      }
      role = parts[0].isEmpty() ? roles.size() : indexOf(UUID.fromString(parts[0]));
      after = parts[1].isEmpty() ? null : UUID.fromString(parts[1]);
      end = parts[2].isEmpty() ? null : Instant.ofEpochMilli(Long.parseLong(parts[2]));
      told = Math.max(0, Integer.parseInt(parts[3]));
    } catch (IllegalArgumentException notOurs) {
      throw foreign();
    }
  }

  private int indexOf(UUID id) {
    for (int i = 0; i < roles.size(); i++) {
      if (roles.get(i).id().equals(id)) {
        return i;
      }
    }
    throw foreign();
  }

  private static RejectedException foreign() {
    return RejectedException.at(
        Problem.Kind.INVALID_VALUE,
        AttributePath.of("cursor"),
        "\"cursor\" must be the \"next\" of an earlier answer to the same question.");
  }
}
