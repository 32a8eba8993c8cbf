package io.tessera.inbound.soap.internal.wso2;

import io.tessera.inbound.soap.internal.Resources;
import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Page;
import io.tessera.model.Problem;
import io.tessera.model.Problem.Kind;
import io.tessera.model.Query;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.filter.Filter;
import io.tessera.model.patch.Patch;
import io.tessera.model.patch.PatchOperation;
import io.tessera.model.patch.PatchTarget;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Include;
import io.tessera.provisioning.api.Precondition;
import io.tessera.provisioning.api.Provisioning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Roles as WSO2's clients see them. They are groups: {@code staff} and {@code SALES/staff} of their
 * domain, {@code Internal/x} one whose name is just that. {@code Internal/everyone} is kept nowhere
 * and held by all.
 */
final class StoreRoles {
  static final String EVERYONE = "Internal/everyone";
  private static final String INTERNAL = "Internal/";
  private static final String NAME = "displayName";
  private static final AttributePath NAME_PATH = AttributePath.of(NAME);

  private final Provisioning provisioning;
  private final Resources resources;
  private final StoreNames names;
  private final StoreUsers users;
  private final int maxNames;

  StoreRoles(
      Provisioning provisioning,
      Resources resources,
      StoreNames names,
      StoreUsers users,
      int maxNames) {
    this.provisioning = provisioning;
    this.resources = resources;
    this.names = names;
    this.users = users;
    this.maxNames = maxNames;
  }

  private static boolean isEveryone(String name) {
    return name.equalsIgnoreCase(EVERYONE);
  }

  boolean exists(Caller caller, String written) {
    return isEveryone(written) || find(caller, written, Set.of()).isPresent();
  }

  private Optional<Resource> find(Caller caller, String written, Set<Include> include) {
    Place place = names.place(caller, written);
    return resources.by(NAME, place.name(), place.caller(), ResourceType.GROUP, include);
  }

  private Resource get(Caller caller, String written, Set<Include> include) {
    return find(caller, written, include)
        .orElseThrow(() -> new RejectedException(List.of(unknown(written))));
  }

  private static Problem unknown(String written) {
    return Problem.at(Kind.NOT_FOUND, NAME_PATH, "There is no role '" + written + "'.");
  }

  private static void refuseEveryone(String written) {
    if (isEveryone(written)) {
      throw RejectedException.at(
          Kind.CONFLICT, NAME_PATH, "'" + EVERYONE + "' is held by all and cannot be changed.");
    }
  }

  void create(Caller caller, String written, List<String> members) {
    refuseEveryone(written);
    Place place = names.place(caller, written);
    Attributes.Builder group = Attributes.builder().put(NAME, place.name());
    if (!members.isEmpty()) {
      group.put("members", Resources.references(users.ids(place.caller(), members)));
    }
    provisioning.create(place.caller(), ResourceType.GROUP, group.build(), Set.of());
  }

  void delete(Caller caller, String written) {
    refuseEveryone(written);
    Resource group = get(caller, written, Set.of());
    provisioning.delete(
        StoreUsers.in(caller, group), ResourceType.GROUP, group.id(), Precondition.NONE);
  }

  void rename(Caller caller, String written, String newName) {
    refuseEveryone(written);
    refuseEveryone(newName);
    Resource group = get(caller, written, Set.of());
    Place place = names.place(caller, newName);
    if (names.domain(newName).filter(d -> !d.equals(group.domain())).isPresent()) {
      throw RejectedException.at(
          Kind.INVALID_VALUE, NAME_PATH, "A role stays in its user store domain.");
    }
    PatchOperation rename =
        new PatchOperation(
            PatchOperation.Kind.REPLACE,
            new PatchTarget(NAME_PATH, null),
            Value.text(place.name()));
    provisioning.modify(
        StoreUsers.in(caller, group),
        ResourceType.GROUP,
        group.id(),
        new Patch(List.of(rename)),
        Precondition.NONE,
        Set.of());
  }

  void changeMembers(Caller caller, String written, List<String> deleted, List<String> added) {
    refuseEveryone(written);
    Resource group = get(caller, written, Set.of());
    Caller there = StoreUsers.in(caller, group);
    List<ResourceId> leaving = users.ids(there, deleted);
    List<ResourceId> joining = users.ids(there, added);
    if (!leaving.isEmpty() || !joining.isEmpty()) {
      resources.changeMembers(there, group.id(), joining, leaving);
    }
  }

  /** The groups of roles, all of them there, in the domain of a user. */
  Map<String, Resource> known(Caller caller, String user, List<String> roles) {
    Caller there = names.place(caller, user).caller();
    Map<String, Resource> groups = new LinkedHashMap<>();
    List<Problem> problems = new ArrayList<>();
    for (String role : roles.stream().distinct().filter(r -> !isEveryone(r)).toList()) {
      Optional<Resource> group = find(there, role, Set.of());
      if (group.isEmpty() || !group.get().domain().equals(there.domain())) {
        problems.add(unknown(role));
      } else {
        groups.put(role, group.get());
      }
    }
    if (!problems.isEmpty()) {
      throw new RejectedException(problems);
    }
    return groups;
  }

  /** Changes the roles of a user, one group after the other. */
  void changeRoles(
      Caller caller, Resource user, Map<String, Resource> deleted, Map<String, Resource> added) {
    Caller there = StoreUsers.in(caller, user);
    deleted
        .values()
        .forEach(g -> resources.changeMembers(there, g.id(), List.of(), List.of(user.id())));
    added
        .values()
        .forEach(g -> resources.changeMembers(there, g.id(), List.of(user.id()), List.of()));
  }

  /** The names of a role's users, in the order of the group. */
  List<String> usersOf(Caller caller, String written) {
    if (isEveryone(written)) {
      return users.list(caller, "*", -1);
    }
    Resource group = get(caller, written, Set.of(Include.MEMBERS));
    Caller there = StoreUsers.in(caller, group);
    return displays(group, "members", "type", "User").stream()
        .map(name -> names.shown(there, name))
        .limit(maxNames)
        .toList();
  }

  /** The names of the roles a user has been given. */
  List<String> rolesOf(Caller caller, String user) {
    Resource found = users.get(caller, user, Set.of(Include.GROUPS));
    Caller there = StoreUsers.in(caller, found);
    List<String> roles = new ArrayList<>();
    displays(found, "groups", "type", "direct")
        .forEach(name -> roles.add(names.shown(there, name)));
    roles.add(EVERYONE);
    return roles;
  }

  private static List<String> displays(
      Resource resource, String attribute, String key, String wanted) {
    return resource.attributes().get(attribute).map(Value::elements).orElse(List.of()).stream()
        .filter(Value.Complex.class::isInstance)
        .map(element -> ((Value.Complex) element).attributes())
        .filter(element -> element.text(key).filter(wanted::equals).isPresent())
        .flatMap(element -> element.text("display").stream())
        .toList();
  }

  /** The names of all roles. */
  List<String> all(Caller caller) {
    List<String> found = new ArrayList<>(List.of(EVERYONE));
    names.everywhere(caller).forEach(there -> collect(there, null, found));
    return found;
  }

  /** The names of the roles that belong to no directory. */
  List<String> internal(Caller caller) {
    List<String> found = new ArrayList<>(List.of(EVERYONE));
    Filter named = new Filter.Compare(NAME_PATH, Filter.Operator.SW, Value.text(INTERNAL));
    names.everywhere(caller).forEach(there -> collect(there, named, found));
    return found;
  }

  private void collect(Caller there, @Nullable Filter filter, List<String> found) {
    String cursor = null;
    while (found.size() < maxNames) {
      int count = Math.min(Query.MAX_COUNT, maxNames - found.size());
      Query query = new Query(filter, null, new Query.ByCursor(cursor, count));
      Page<Resource> page = provisioning.find(there, ResourceType.GROUP, query, Set.of());
      page.items().stream().map(names::shown).forEach(found::add);
      cursor = page.next();
      if (cursor == null) {
        return;
      }
    }
  }
}
