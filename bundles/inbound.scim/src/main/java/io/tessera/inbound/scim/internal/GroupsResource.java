package io.tessera.inbound.scim.internal;

import io.tessera.inbound.http.BaseUri;
import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.scim.protocol.SearchRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;

/** {@code /Groups}. */
@Path("Groups")
@Produces({MediaTypes.SCIM, MediaTypes.JSON})
@Consumes({MediaTypes.SCIM, MediaTypes.JSON})
public final class GroupsResource {
  private final Endpoint endpoint;

  GroupsResource(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  @POST
  @Requires(Permission.GROUPS_WRITE)
  public Response create(
      @Context Caller caller, @Context BaseUri base, @Context UriInfo uri, Attributes body) {
    return endpoint.create(caller, base, uri, body);
  }

  @GET
  @Requires(Permission.GROUPS_READ)
  public Response list(@Context Caller caller, @Context BaseUri base, @Context UriInfo uri) {
    return endpoint.find(caller, base, SearchQuery.of(uri));
  }

  @POST
  @Path(".search")
  @Requires(Permission.GROUPS_READ)
  public Response search(@Context Caller caller, @Context BaseUri base, Attributes body) {
    return endpoint.find(caller, base, SearchRequest.read(body));
  }

  @GET
  @Path("{id}")
  @Requires(Permission.GROUPS_READ)
  public Response get(
      @Context Caller caller,
      @Context BaseUri base,
      @Context UriInfo uri,
      @PathParam("id") String id,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
    return endpoint.get(caller, base, uri, id, ifNoneMatch);
  }

  @PUT
  @Path("{id}")
  @Requires(Permission.GROUPS_WRITE)
  public Response replace(
      @Context Caller caller,
      @Context BaseUri base,
      @Context UriInfo uri,
      @PathParam("id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Attributes body) {
    return endpoint.replace(caller, base, uri, id, ifMatch, body);
  }

  @PATCH
  @Path("{id}")
  @Requires(Permission.GROUPS_WRITE)
  public Response modify(
      @Context Caller caller,
      @Context BaseUri base,
      @Context UriInfo uri,
      @PathParam("id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Attributes body) {
    return endpoint.modify(caller, base, uri, id, ifMatch, body);
  }

  @DELETE
  @Path("{id}")
  @Requires(Permission.GROUPS_DELETE)
  public Response delete(
      @Context Caller caller,
      @PathParam("id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    return endpoint.delete(caller, id, ifMatch);
  }
}
