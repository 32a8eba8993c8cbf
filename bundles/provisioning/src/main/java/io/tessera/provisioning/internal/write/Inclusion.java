package io.tessera.provisioning.internal.write;

import io.tessera.model.Attributes;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.provisioning.api.Include;
import io.tessera.store.spi.Memberships;
import io.tessera.store.spi.Memberships.Member;
import io.tessera.store.spi.Memberships.Membership;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Brings resources into the form in which callers see them: without what no schema has any more,
 * and with what is kept apart from them, by one query for a whole page.
 */
final class Inclusion {
  private final Memberships memberships;
  private final Visible visible;
  private final Set<Include> include;

  Inclusion(Memberships memberships, ResourceSchema schema, Set<Include> include) {
    this.memberships = memberships;
    this.visible = new Visible(schema);
    this.include = include;
  }

  Resource of(Resource resource) {
    return of(List.of(resource)).get(0);
  }

  /** All of one type. */
  List<Resource> of(List<Resource> kept) {
    if (kept.isEmpty()) {
      return kept;
    }
    List<Resource> resources = kept.stream().map(visible::of).toList();
    List<ResourceId> ids = resources.stream().map(Resource::id).toList();
    if (resources.get(0).type() == ResourceType.USER) {
      return include.contains(Include.GROUPS) ? withGroups(resources, ids) : resources;
    }
    return include.contains(Include.MEMBERS) ? withMembers(resources, ids) : resources;
  }

  private List<Resource> withGroups(List<Resource> users, List<ResourceId> ids) {
    Map<ResourceId, List<Membership>> groups = memberships.groupsOf(ids);
    return users.stream()
        .map(
            u ->
                with(
                    u,
                    "groups",
                    groups.getOrDefault(u.id(), List.of()).stream().map(Inclusion::group).toList()))
        .toList();
  }

  private List<Resource> withMembers(List<Resource> groups, List<ResourceId> ids) {
    Map<ResourceId, List<Member>> members = memberships.members(ids);
    return groups.stream()
        .map(
            g ->
                with(
                    g,
                    "members",
                    members.getOrDefault(g.id(), List.of()).stream()
                        .map(Inclusion::member)
                        .toList()))
        .toList();
  }

  private static Value group(Membership membership) {
    return Value.complex(
        Attributes.builder()
            .put("value", membership.group().toString())
            .put("display", membership.display())
            .put("type", membership.direct() ? "direct" : "indirect")
            .build());
  }

  private static Value member(Member member) {
    return Value.complex(
        Attributes.builder()
            .put("value", member.ref().id().toString())
            .put("type", member.ref().type().scimName())
            .put("display", member.display())
            .build());
  }

  private static Resource with(Resource resource, String attribute, List<Value> values) {
    if (values.isEmpty()) {
      return resource;
    }
    return new Resource(
        resource.type(),
        resource.id(),
        resource.domain(),
        resource.version(),
        resource.created(),
        resource.lastModified(),
        resource.externalId(),
        resource.attributes().with(attribute, Value.many(values)));
  }
}
