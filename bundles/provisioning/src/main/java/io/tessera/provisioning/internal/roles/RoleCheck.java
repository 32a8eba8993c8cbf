package io.tessera.provisioning.internal.roles;

import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.admin.Role;
import io.tessera.provisioning.internal.configuration.Snapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What is refused of a role, all at once. */
final class RoleCheck {
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][^\\p{Cntrl}]{0,126}");
  private static final int MAX_TEXT = 1_024;
  private static final int MAX_ENTRIES = 1_000;

  private final Snapshot snapshot;
  private final List<Problem> problems = new ArrayList<>();

  RoleCheck(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  /**
   * @throws RejectedException naming each place at fault
   */
  void require(Role role) {
    name(role);
    text("displayName", role.displayName());
    text("description", role.description());
    targets(role.targets());
    entitlements(role.entitlements());
    includes(role);
    if (!problems.isEmpty()) {
      throw new RejectedException(problems);
    }
  }

  private void name(Role role) {
    if (!NAME.matcher(role.name()).matches() || !role.name().equals(role.name().strip())) {
      problem(
          Kind.INVALID_VALUE,
          "name",
          "a letter or digit to begin with and 127 characters at most are expected.");
    }
    snapshot
        .roles()
        .role(role.name())
        .filter(other -> !other.id().equals(role.id()))
        .ifPresent(other -> problem(Kind.UNIQUENESS, "name", "there is a role of this name."));
  }

  private void text(String field, String text) {
    if (text.length() > MAX_TEXT) {
      problem(Kind.INVALID_VALUE, field, MAX_TEXT + " characters at most are expected.");
    }
  }

  private void targets(List<String> targets) {
    for (int i = 0; i < few("targets", targets).size(); i++) {
      target("targets[" + i + "]", targets.get(i));
    }
  }

  private void entitlements(List<Role.Entitlement> entitlements) {
    for (int i = 0; i < few("entitlements", entitlements).size(); i++) {
      String place = "entitlements[" + i + "].";
      target(place + "target", entitlements.get(i).target());
      String value = entitlements.get(i).value();
      if (value.isBlank() || value.length() > MAX_TEXT) {
        problem(
            Kind.INVALID_VALUE,
            place + "value",
            "what the target calls it is expected, " + MAX_TEXT + " characters at most.");
      }
    }
  }

  private void target(String place, String name) {
    if (snapshot.target(name).isEmpty()) {
      problem(Kind.INVALID_VALUE, place, "there is no target of this name.");
    }
  }

  private void includes(Role role) {
    List<String> names = few("includes", role.includes());
    for (int i = 0; i < names.size(); i++) {
      String place = "includes[" + i + "]";
      String name = names.get(i);
      if (RoleIndex.folded(name).equals(RoleIndex.folded(role.name()))) {
        problem(Kind.INVALID_VALUE, place, "a role cannot include itself.");
      } else if (snapshot.roles().role(name).isEmpty()) {
        problem(Kind.INVALID_VALUE, place, "there is no role of this name.");
      } else {
        List<String> way = new ArrayList<>(List.of(role.name()));
        if (leadsTo(role.name(), name, way, new HashSet<>())) {
          problem(
              Kind.INVALID_VALUE,
              place,
              "it would include itself: " + String.join(" > ", way) + ".");
        }
      }
    }
  }

  /** Follows what roles include; the way is the one taken when it leads there. */
  private boolean leadsTo(String end, String from, List<String> way, Set<String> seen) {
    if (!seen.add(RoleIndex.folded(from))) {
      return false;
    }
    way.add(snapshot.roles().role(from).map(Role::name).orElse(from));
    if (RoleIndex.folded(from).equals(RoleIndex.folded(end))) {
      return true;
    }
    for (String next : snapshot.roles().role(from).map(Role::includes).orElse(List.of())) {
      if (leadsTo(end, next, way, seen)) {
        return true;
      }
    }
    way.remove(way.size() - 1);
    return false;
  }

  private <T> List<T> few(String field, List<T> list) {
    if (list.size() > MAX_ENTRIES) {
      problem(Kind.INVALID_VALUE, field, MAX_ENTRIES + " at most are expected.");
      return List.of();
    }
    return list;
  }

  private void problem(Kind kind, String place, String detail) {
    problems.add(Problem.at(kind, AttributePath.of(place), place + ": " + detail));
  }
}
