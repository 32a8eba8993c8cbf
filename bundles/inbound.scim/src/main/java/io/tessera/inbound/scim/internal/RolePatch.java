package io.tessera.inbound.scim.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceId;
import io.tessera.model.Value;
import io.tessera.model.filter.Filter;
import io.tessera.model.filter.FilterMatcher;
import io.tessera.model.patch.Patch;
import io.tessera.model.patch.PatchOperation;
import io.tessera.provisioning.api.admin.RoleAssignments.Member;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a patch makes of the members of a role; the operations come one after the other. */
final class RolePatch {
  private static final String MEMBERS = "members";

  private final Set<ResourceId> before = new LinkedHashSet<>();
  private final Set<ResourceId> after = new LinkedHashSet<>();

  RolePatch(List<Member> present) {
    present.forEach(member -> before.add(member.id()));
    after.addAll(before);
  }

  /**
   * @throws RejectedException MUTABILITY for anything but members; INVALID_VALUE
   */
  void apply(Patch patch) {
    patch.operations().forEach(this::apply);
  }

  /** Who joins. */
  Set<ResourceId> added() {
    return without(after, before);
  }

  /** Who leaves. */
  Set<ResourceId> removed() {
    return without(before, after);
  }

  private static Set<ResourceId> without(Set<ResourceId> some, Set<ResourceId> others) {
    Set<ResourceId> rest = new LinkedHashSet<>(some);
    rest.removeAll(others);
    return rest;
  }

  private void apply(PatchOperation operation) {
    Optional<Value> value = operation.valueIfAny();
    if (operation.target() == null) {
      Attributes whole =
          value
              .filter(Value.Complex.class::isInstance)
              .map(v -> ((Value.Complex) v).attributes())
              .orElseGet(Attributes::empty);
      whole.names().forEach(RolePatch::requireMembers);
      change(operation.kind(), whole.get(MEMBERS), Optional.empty());
    } else {
      AttributePath path = operation.target().path();
      requireMembers(path.whole().toString());
      change(operation.kind(), value, operation.target().selectionIfAny());
    }
  }

  private static void requireMembers(String name) {
    if (!name.equals(MEMBERS)) {
      throw RejectedException.at(
          Kind.MUTABILITY,
          AttributePath.of(name),
          name + ": only the members of a role can be changed here.");
    }
  }

  private void change(PatchOperation.Kind kind, Optional<Value> value, Optional<Filter> selection) {
    if (kind == PatchOperation.Kind.REMOVE) {
      if (selection.isPresent()) {
        after.removeIf(id -> isSelected(id, selection.get()));
      } else if (value.isPresent()) {
        after.removeAll(ids(value.get()));
      } else {
        after.clear();
      }
      return;
    }
    if (selection.isPresent()) {
      throw invalid("a member is added or removed, not changed.");
    }
    if (kind == PatchOperation.Kind.REPLACE) {
      after.clear();
    }
    value.ifPresent(members -> after.addAll(ids(members)));
  }

  private static boolean isSelected(ResourceId id, Filter selection) {
    return new FilterMatcher(RoleSchema.SCHEMA)
        .elementMatches(
            AttributePath.of(MEMBERS),
            selection,
            Value.complex(Attributes.builder().put("value", id.toString()).build()));
  }

  private static Set<ResourceId> ids(Value members) {
    Set<ResourceId> ids = new LinkedHashSet<>();
    for (Value member : members.elements()) {
      String written =
          member instanceof Value.Complex complex
              ? complex.attributes().text("value").orElse("")
              : member instanceof Value.Text text ? text.value() : "";
      ids.add(
          ResourceId.parse(written)
              .orElseThrow(() -> invalid("the id of a user is expected in \"value\".")));
    }
    return ids;
  }

  private static RejectedException invalid(String detail) {
    return RejectedException.at(
        Kind.INVALID_VALUE, AttributePath.of("members.value"), "members: " + detail);
  }
}
