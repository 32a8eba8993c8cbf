package io.tessera.inbound.scim1.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Names;
import io.tessera.model.Problem;
import io.tessera.model.Problem.Kind;
import io.tessera.model.Query;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.filter.Filter;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Provisioning;
import io.tessera.scim1.protocol.DomainNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the ids of members whom a client knows by name only: WSO2's clients send {@code {"display":
 * "alice"}} and no {@code value}.
 */
final class MemberNames {
  /** As many names as one filter may hold. */
  private static final int AT_ONCE = 30;

  private static final int MOST = 1_000;
  private static final String MEMBERS = "members";
  private static final AttributePath USER_NAME = AttributePath.of("userName");

  private final Provisioning provisioning;

  MemberNames(Provisioning provisioning) {
    this.provisioning = provisioning;
  }

  /**
   * The body with an id for each member.
   *
   * @param names takes the domain off the names of members
   * @throws RejectedException there is no user of that name
   */
  Attributes resolved(Caller caller, DomainNames names, Attributes body) {
    Optional<String> key = body.names().stream().filter(MEMBERS::equalsIgnoreCase).findFirst();
    List<Value> members = key.flatMap(body::get).map(Value::elements).orElse(List.of());
    Set<String> unknown = new LinkedHashSet<>();
    members.forEach(m -> nameOnly(names, m).ifPresent(unknown::add));
    if (unknown.isEmpty()) {
      return body;
    }
    Map<String, String> ids = ids(caller, List.copyOf(unknown));
    List<Value> resolved = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (Value member : members) {
      Optional<String> name = nameOnly(names, member);
      if (name.isEmpty()) {
        resolved.add(member);
      } else if (ids.containsKey(Names.fold(name.get()))) {
        Attributes known = ((Value.Complex) member).attributes();
        String id = ids.getOrDefault(Names.fold(name.get()), "");
        resolved.add(Value.complex(known.with("value", Value.text(id))));
      } else {
        problems.add(
            Problem.at(
                Kind.INVALID_VALUE,
                AttributePath.of(MEMBERS, "display"),
                "There is no user '" + name.get() + "'; give the id of the member as 'value'."));
      }
    }
    if (!problems.isEmpty()) {
      throw new RejectedException(problems);
    }
    return body.with(key.orElse(MEMBERS), Value.many(resolved));
  }

  private static Optional<String> nameOnly(DomainNames names, Value member) {
    if (!(member instanceof Value.Complex complex)) {
      return Optional.empty();
    }
    boolean id = complex.attributes().text("value").filter(v -> !v.isEmpty()).isPresent();
    return id
        ? Optional.empty()
        : complex.attributes().text("display").map(d -> names.name(d).value());
  }

  private Map<String, String> ids(Caller caller, List<String> names) {
    if (names.size() > MOST) {
      throw RejectedException.at(
          Kind.TOO_MANY,
          AttributePath.of(MEMBERS),
          "At most " + MOST + " members without 'value' at once.");
    }
    Map<String, String> ids = new HashMap<>();
    for (int from = 0; from < names.size(); from += AT_ONCE) {
      List<Filter> any = new ArrayList<>();
      for (String name : names.subList(from, Math.min(names.size(), from + AT_ONCE))) {
        any.add(new Filter.Compare(USER_NAME, Filter.Operator.EQ, Value.text(name)));
      }
      Filter filter = any.size() == 1 ? any.get(0) : new Filter.Or(any);
      Query query = new Query(filter, null, 1, AT_ONCE);
      for (Resource user : provisioning.find(caller, ResourceType.USER, query, Set.of()).items()) {
        ids.put(Names.fold(user.name()), user.id().toString());
      }
    }
    return ids;
  }
}
