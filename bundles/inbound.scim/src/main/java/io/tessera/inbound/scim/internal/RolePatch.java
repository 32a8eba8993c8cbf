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
import java.util.function.Supplier;

/**
 * What a patch makes of the members of a role; the operations come one after the other. Who is
 * assigned the role is only asked for where an operation is about all of them.
 */
final class RolePatch {
  private static final String MEMBERS = "members";

  private final Supplier<List<Member>> present;
  private final Set<ResourceId> added = new LinkedHashSet<>();
  private final Set<ResourceId> removed = new LinkedHashSet<>();

  RolePatch(Supplier<List<Member>> present) {
    this.present = present;
  }

  /**
   * @throws RejectedException MUTABILITY for anything but members; INVALID_VALUE
   */
  void apply(Patch patch) {
    patch.operations().forEach(this::apply);
  }

  /** Who is to be there afterwards; some may be already. */
  Set<ResourceId> added() {
    return Set.copyOf(added);
  }

  /** Who is not to be there afterwards; some may not be now. */
  Set<ResourceId> removed() {
    return Set.copyOf(removed);
  }

  private void add(Set<ResourceId> ids) {
    added.addAll(ids);
    removed.removeAll(ids);
  }

  private void remove(Set<ResourceId> ids) {
    removed.addAll(ids);
    added.removeAll(ids);
  }

  /** Those there are after the operations so far. */
  private Set<ResourceId> members() {
    Set<ResourceId> members = new LinkedHashSet<>();
    present.get().forEach(member -> members.add(member.id()));
    members.removeAll(removed);
    members.addAll(added);
    return members;
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
      remove(
          selection
              .map(this::selected)
              .orElseGet(() -> value.map(RolePatch::ids).orElseGet(this::members)));
      return;
    }
    if (selection.isPresent()) {
      throw invalid("a member is added or removed, not changed.");
    }
    if (kind == PatchOperation.Kind.REPLACE) {
      replace(value.map(RolePatch::ids).orElseGet(Set::of));
    } else {
      value.map(RolePatch::ids).ifPresent(this::add);
    }
  }

  /** Who is there and is to be there stays as it is. */
  private void replace(Set<ResourceId> ids) {
    Set<ResourceId> before = members();
    Set<ResourceId> leaving = new LinkedHashSet<>(before);
    leaving.removeAll(ids);
    remove(leaving);
    Set<ResourceId> joining = new LinkedHashSet<>(ids);
    joining.removeAll(before);
    add(joining);
  }

  /** Most clients name the one they mean. */
  private Set<ResourceId> selected(Filter selection) {
    if (selection instanceof Filter.Compare compare
        && compare.operator() == Filter.Operator.EQ
        && compare.path().name().equals("value")
        && compare.literal() instanceof Value.Text text) {
      return ResourceId.parse(text.value()).map(Set::of).orElseGet(Set::of);
    }
    Set<ResourceId> selected = members();
    selected.removeIf(id -> !isSelected(id, selection));
    return selected;
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
