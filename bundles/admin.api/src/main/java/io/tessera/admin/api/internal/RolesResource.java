package io.tessera.admin.api.internal;

import io.tessera.inbound.http.DryRun;
import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.Role;
import io.tessera.provisioning.api.admin.Roles;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The roles there are. */
@Path("roles")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class RolesResource {
  private final Roles roles;

  RolesResource(Roles roles) {
    this.roles = roles;
  }

  @GET
  @Requires(Permission.CONFIG_READ)
  public Attributes list(@QueryParam("name") @Nullable String name, @BeanParam Paging paging) {
    List<Role> wanted =
        roles.list().stream()
            .filter(role -> name == null || role.name().equalsIgnoreCase(name))
            .toList();
    return Paging.json(paging.of(wanted, Role::name), RoleCodec::json);
  }

  @POST
  @DryRun
  @Requires(Permission.CONFIG_WRITE)
  public Response create(@Context Caller caller, @Context UriInfo uri, Attributes body) {
    Role made = roles.create(caller, RoleCodec.draft(body));
    return Answers.created(uri, made.id(), made.version(), RoleCodec.json(made));
  }

  @GET
  @Path("{id}")
  @Requires(Permission.CONFIG_READ)
  public Response get(@PathParam("id") String id) {
    return answer(present(id));
  }

  @PUT
  @Path("{id}")
  @DryRun
  @Requires(Permission.CONFIG_WRITE)
  public Response replace(
      @Context Caller caller,
      @PathParam("id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Attributes body) {
    Role present = present(id);
    long expected = IfMatch.expected(ifMatch, present.version(), () -> answer(present));
    return answer(roles.replace(caller, present.id(), expected, RoleCodec.draft(body)));
  }

  @DELETE
  @Path("{id}")
  @DryRun
  @Requires(Permission.CONFIG_WRITE)
  public void delete(
      @Context Caller caller,
      @PathParam("id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    Role present = present(id);
    roles.delete(
        caller, present.id(), IfMatch.expected(ifMatch, present.version(), () -> answer(present)));
  }

  private Role present(String id) {
    return Answers.found("role", id, roles::get);
  }

  private static Response answer(Role role) {
    return Answers.versioned(role.version(), RoleCodec.json(role));
  }
}
