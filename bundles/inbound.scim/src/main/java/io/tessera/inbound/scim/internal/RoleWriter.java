package io.tessera.inbound.scim.internal;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.provisioning.api.admin.Role;
import io.tessera.provisioning.api.admin.RoleAssignments.Member;
import io.tessera.scim.protocol.ScimUrns;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Roles as SCIM shows them. */
final class RoleWriter {
  private static final Set<String> ALWAYS = Set.of("schemas", "id");

  private final String base;
  private final Set<String> attributes = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  private final Set<String> excluded = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  /**
   * @param attributes the only ones that are asked for; none for all but members
   */
  RoleWriter(String base, List<String> attributes, List<String> excluded) {
    this.base = base;
    attributes.forEach(name -> this.attributes.add(top(name)));
    excluded.forEach(name -> this.excluded.add(top(name)));
  }

  /** The attribute itself of a path. */
  private static String top(String written) {
    String prefix = RoleSchema.URN.toLowerCase(Locale.ROOT) + ":";
    String path =
        written.toLowerCase(Locale.ROOT).startsWith(prefix)
            ? written.substring(prefix.length())
            : written;
    int dot = path.indexOf('.');
    return dot < 0 ? path : path.substring(0, dot);
  }

  boolean showsMembers() {
    return attributes.contains("members") && !excluded.contains("members");
  }

  static String location(Role role, String base) {
    return base + "/Roles/" + role.id();
  }

  /** What filters look at. */
  static Attributes plain(Role role) {
    return Attributes.builder()
        .put("id", role.id().toString())
        .put("name", role.name())
        .put("displayName", role.displayName())
        .put(
            "description",
            role.description().isBlank() ? Value.NONE : Value.text(role.description()))
        .put("includes", Value.many(role.includes().stream().map(Value::text).toList()))
        .build();
  }

  Attributes write(Role role, List<Member> members) {
    Attributes.Builder shown =
        Attributes.builder().put("schemas", Value.many(List.of(Value.text(RoleSchema.URN))));
    Attributes.Builder all = plain(role).toBuilder();
    if (!members.isEmpty()) {
      all.put("members", Value.many(members.stream().map(this::member).toList()));
    }
    all.put(
        "meta",
        Value.complex(
            Attributes.builder()
                .put("resourceType", "Role")
                .put("location", location(role, base))
                .put("version", tag(role))
                .build()));
    all.build().forEach((name, value) -> put(shown, name, value));
    return shown.build();
  }

  static String tag(Role role) {
    return "W/\"" + role.version() + "\"";
  }

  private void put(Attributes.Builder shown, String name, Value value) {
    boolean wanted =
        ALWAYS.contains(name)
            || (!excluded.contains(name) && (attributes.isEmpty() || attributes.contains(name)));
    if (wanted) {
      shown.put(name, value);
    }
  }

  private Value member(Member member) {
    return Value.complex(
        Attributes.builder()
            .put("value", member.id().toString())
            .put("$ref", base + "/Users/" + member.id())
            .put("display", member.display())
            .build());
  }

  static Attributes list(List<Attributes> page, int total, int start) {
    return Attributes.builder()
        .put("schemas", Value.many(List.of(Value.text(ScimUrns.LIST_RESPONSE))))
        .put("totalResults", Value.Num.of(total))
        .put("startIndex", Value.Num.of(start))
        .put("itemsPerPage", Value.Num.of(page.size()))
        .keep("Resources", Value.many(page.stream().map(Value::complex).toList()))
        .build();
  }
}
