package io.tessera.inbound.soap.internal.wso2;

import io.tessera.inbound.soap.internal.AttributeSlot;
import io.tessera.inbound.soap.internal.Resources;
import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Names;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Users by their names. */
final class StoreUsers {
  private static final String USER_NAME = "userName";
  private static final AttributePath NAME_PATH = AttributePath.of(USER_NAME);
  private static final AttributePath PASSWORD = AttributePath.of("password");

  /** As many names as one filter may hold. */
  private static final int AT_ONCE = 30;

  private final Provisioning provisioning;
  private final Resources resources;
  private final StoreNames names;
  private final Claims claims;
  private final int maxNames;

  StoreUsers(
      Provisioning provisioning,
      Resources resources,
      StoreNames names,
      Claims claims,
      int maxNames) {
    this.provisioning = provisioning;
    this.resources = resources;
    this.names = names;
    this.claims = claims;
    this.maxNames = maxNames;
  }

  Optional<Resource> find(Caller caller, String written, Set<Include> include) {
    Place place = names.place(caller, written);
    return resources.by(USER_NAME, place.name(), place.caller(), ResourceType.USER, include);
  }

  /**
   * @throws RejectedException NOT_FOUND at {@code userName}
   */
  Resource get(Caller caller, String written, Set<Include> include) {
    return find(caller, written, include)
        .orElseThrow(() -> new RejectedException(List.of(unknown(written))));
  }

  private static Problem unknown(String written) {
    return Problem.at(Kind.NOT_FOUND, NAME_PATH, "There is no user '" + written + "'.");
  }

  /** The caller as it speaks about the domain of a user or group. */
  static Caller in(Caller caller, Resource found) {
    return found.domain().equals(caller.domain()) ? caller : caller.inDomain(found.domain());
  }

  /**
   * @param password null for a user who cannot sign in
   */
  Resource create(
      Caller caller, String written, @Nullable String password, Map<String, String> values) {
    Place place = names.place(caller, written);
    Attributes named = Attributes.builder().put(USER_NAME, place.name()).build();
    Attributes claimed = claims.with(named, values, Claims.Mode.SET);
    if (!claimed.text(USER_NAME).equals(named.text(USER_NAME))) {
      throw RejectedException.at(
          Kind.INVALID_VALUE, NAME_PATH, "A claim says another name than the request.");
    }
    Attributes.Builder all = claimed.toBuilder();
    if (password != null && !password.isEmpty()) {
      all.put("password", password);
    }
    return provisioning.create(place.caller(), ResourceType.USER, all.build(), Set.of());
  }

  void delete(Caller caller, String written) {
    Resource user = get(caller, written, Set.of());
    provisioning.delete(in(caller, user), ResourceType.USER, user.id(), Precondition.NONE);
  }

  void setPassword(Caller caller, String written, String password) {
    Resource user = get(caller, written, Set.of());
    PatchOperation set =
        new PatchOperation(
            PatchOperation.Kind.REPLACE, new PatchTarget(PASSWORD, null), Value.text(password));
    provisioning.modify(
        in(caller, user),
        ResourceType.USER,
        user.id(),
        new Patch(List.of(set)),
        Precondition.NONE,
        Set.of());
  }

  /** Sets claims, or adds to them. */
  void change(Caller caller, String written, Map<String, String> values, Claims.Mode mode) {
    Resource user = get(caller, written, Set.of());
    resources.change(
        in(caller, user),
        user,
        now -> {
          Attributes after = claims.with(now, values, mode);
          if (!after.text(USER_NAME).equals(now.text(USER_NAME))) {
            throw RejectedException.at(
                Kind.MUTABILITY, NAME_PATH, "The name of a user is not changed by a claim.");
          }
          return after;
        });
  }

  /** Empties claims. */
  void clear(Caller caller, String written, List<String> uris) {
    Map<String, String> nothing = new HashMap<>();
    uris.forEach(uri -> nothing.put(uri, ""));
    change(caller, written, nothing, Claims.Mode.SET);
  }

  /**
   * Names by a pattern, of one domain when it begins with one, else of all the caller sees.
   *
   * @param limit negative for as many as one answer may hold
   */
  List<String> list(Caller caller, String pattern, int limit) {
    int most = limit < 0 ? maxNames : Math.min(limit, maxNames);
    if (names.domain(pattern).isPresent()) {
      Place place = names.place(caller, pattern);
      return search(List.of(place.caller()), new Wildcard(place.name()), nameSlot(), true, most);
    }
    return search(names.everywhere(caller), new Wildcard(pattern), nameSlot(), true, most);
  }

  /** Names of the users with a value of a claim, which may hold wildcards. */
  List<String> withClaim(Caller caller, Claim claim, String value) {
    if (claim.slot().path().equals(NAME_PATH)) {
      return list(caller, value, -1);
    }
    return search(names.everywhere(caller), new Wildcard(value), claim.slot(), false, maxNames);
  }

  private AttributeSlot nameSlot() {
    return claims.named("urn:ietf:params:scim:schemas:core:2.0:User:" + USER_NAME).slot();
  }

  private List<String> search(
      List<Caller> domains, Wildcard wanted, AttributeSlot slot, boolean exactly, int most) {
    List<String> found = new ArrayList<>();
    Filter filter = wanted.filter(slot).orElse(null);
    for (Caller there : domains) {
      String cursor = null;
      while (found.size() < most) {
        int count = Math.min(Query.MAX_COUNT, most - found.size());
        Query query = new Query(filter, null, new Query.ByCursor(cursor, count));
        Page<Resource> page = provisioning.find(there, ResourceType.USER, query, Set.of());
        page.items().stream()
            .filter(u -> !exactly || wanted.matches(u.name()))
            .filter(
                u -> exactly || slot.read(Resources.complete(u)).stream().anyMatch(wanted::matches))
            .map(names::shown)
            .forEach(found::add);
        cursor = page.next();
        if (cursor == null) {
          break;
        }
      }
    }
    return found;
  }

  /**
   * The ids of users of one domain.
   *
   * @param there speaks about that domain
   * @throws RejectedException NOT_FOUND for each that there is not
   */
  List<ResourceId> ids(Caller there, List<String> wanted) {
    List<String> distinct = wanted.stream().distinct().toList();
    Map<String, ResourceId> byName = new HashMap<>();
    for (int from = 0; from < distinct.size(); from += AT_ONCE) {
      List<Filter> any = new ArrayList<>();
      for (String name : distinct.subList(from, Math.min(distinct.size(), from + AT_ONCE))) {
        any.add(
            new Filter.Compare(
                NAME_PATH, Filter.Operator.EQ, Value.text(names.place(there, name).name())));
      }
      Filter filter = any.size() == 1 ? any.get(0) : new Filter.Or(any);
      Query query = new Query(filter, null, 1, AT_ONCE);
      provisioning
          .find(there, ResourceType.USER, query, Set.of())
          .items()
          .forEach(u -> byName.put(Names.fold(u.name()), u.id()));
    }
    List<ResourceId> ids = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (String name : distinct) {
      Place place = names.place(there, name);
      ResourceId id = byName.get(Names.fold(place.name()));
      if (id == null || !place.caller().domain().equals(there.domain())) {
        problems.add(unknown(name));
      } else {
        ids.add(id);
      }
    }
    if (!problems.isEmpty()) {
      throw new RejectedException(problems);
    }
    return ids;
  }

  /** The name the gate knows a user by. */
  String signInName(Caller caller, String written) {
    Place place = names.place(caller, written);
    return place.caller().domain().equals(Caller.PRIMARY)
        ? place.name()
        : place.caller().domain() + "/" + place.name();
  }
}
