package io.tessera.inbound.scim.internal;

import io.tessera.inbound.http.BaseUri;
import io.tessera.inbound.http.Requires;
import io.tessera.json.AttributesJson;
import io.tessera.model.Attributes;
import io.tessera.model.Problem.Kind;
import io.tessera.model.Query;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceId;
import io.tessera.model.filter.Filter;
import io.tessera.model.filter.FilterMatcher;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.Role;
import io.tessera.provisioning.api.admin.RoleAssignments;
import io.tessera.provisioning.api.admin.RoleAssignments.Member;
import io.tessera.provisioning.api.admin.Roles;
import io.tessera.scim.protocol.FilterParser;
import io.tessera.scim.protocol.Limits;
import io.tessera.scim.protocol.PatchReader;
import io.tessera.scim.protocol.SearchRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;

/** {@code /Roles}: what roles there are, and who is assigned one. */
@Path("Roles")
@Produces({MediaTypes.SCIM, MediaTypes.JSON})
@Consumes({MediaTypes.SCIM, MediaTypes.JSON})
public final class RolesResource {
  private final Roles roles;
  private final RoleAssignments assignments;
  private final Limits limits;
  private final FilterParser filters;
  private final PatchReader patches;

  RolesResource(Roles roles, RoleAssignments assignments, Limits limits) {
    this.roles = roles;
    this.assignments = assignments;
    this.limits = limits;
    this.filters = new FilterParser(RoleSchema.SCHEMA, limits);
    this.patches = new PatchReader(RoleSchema.SCHEMA, limits);
  }

  @GET
  @Requires(Permission.ROLES_READ)
  public byte[] list(@Context Caller caller, @Context BaseUri base, @Context UriInfo uri) {
    return find(caller, base, SearchQuery.of(uri));
  }

  @POST
  @Path(".search")
  @Requires(Permission.ROLES_READ)
  public byte[] search(@Context Caller caller, @Context BaseUri base, Attributes body) {
    return find(caller, base, SearchRequest.read(body));
  }

  @GET
  @Path("{id}")
  @Requires(Permission.ROLES_READ)
  public Response get(
      @Context Caller caller,
      @Context BaseUri base,
      @Context UriInfo uri,
      @PathParam("id") String id) {
    return answer(caller, base, uri, present(id));
  }

  @PATCH
  @Path("{id}")
  @Requires(Permission.ROLES_WRITE)
  public Response modify(
      @Context Caller caller,
      @Context BaseUri base,
      @Context UriInfo uri,
      @PathParam("id") String id,
      Attributes body) {
    Role role = present(id);
    RolePatch patch = new RolePatch(() -> assignments.members(caller, role.name()));
    patch.apply(patches.read(body));
    assignments.changeMembers(caller, role.name(), patch.added(), patch.removed());
    return answer(caller, base, uri, role);
  }

  /** Roles are few: they are looked through as they are, by name. */
  private byte[] find(Caller caller, BaseUri base, SearchRequest search) {
    if (search.sortBy() != null || search.cursor() != null) {
      throw RejectedException.of(
          Kind.NOT_SUPPORTED, "Roles come by name, and pages of them by startIndex.");
    }
    List<Role> found = roles.list();
    if (search.filter() != null) {
      Filter filter = filters.filter(search.filter());
      FilterMatcher matcher = new FilterMatcher(RoleSchema.SCHEMA);
      found =
          found.stream().filter(role -> matcher.matches(filter, RoleWriter.plain(role))).toList();
    }
    Query.ByIndex page = (Query.ByIndex) Queries.paging(search, limits.pageSize());
    RoleWriter writer =
        new RoleWriter(base.value(), search.attributes(), search.excludedAttributes());
    List<Attributes> shown =
        found.stream()
            .skip(page.startIndex() - 1L)
            .limit(page.count())
            .map(role -> writer.write(role, members(caller, role, writer)))
            .toList();
    return new AttributesJson().write(RoleWriter.list(shown, found.size(), page.startIndex()));
  }

  private Response answer(Caller caller, BaseUri base, UriInfo uri, Role role) {
    SearchRequest wishes = SearchQuery.of(uri);
    RoleWriter writer =
        new RoleWriter(base.value(), wishes.attributes(), wishes.excludedAttributes());
    return Response.ok(
            new AttributesJson().write(writer.write(role, members(caller, role, writer))))
        .header(HttpHeaders.ETAG, RoleWriter.tag(role))
        .build();
  }

  private List<Member> members(Caller caller, Role role, RoleWriter writer) {
    return writer.showsMembers() ? assignments.members(caller, role.name()) : List.of();
  }

  private Role present(String id) {
    return ResourceId.parse(id)
        .flatMap(parsed -> roles.get(parsed.value()))
        .orElseThrow(() -> RejectedException.of(Kind.NOT_FOUND, "There is no such Role."));
  }
}
