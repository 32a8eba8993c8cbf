package io.tessera.inbound.scim.internal;

import io.tessera.inbound.http.BaseUri;
import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;

/** {@code /Me}: the user who signed in, as far as it may see and change itself (RFC 7644 3.11). */
@Path("Me")
@Produces({MediaTypes.SCIM, MediaTypes.JSON})
@Consumes({MediaTypes.SCIM, MediaTypes.JSON})
public final class MeResource {
  private final Endpoint users;
  private final SelfService selfService;

  MeResource(Endpoint users, SelfService selfService) {
    this.users = users;
    this.selfService = selfService;
  }

  @GET
  @Requires(Permission.SIGNED_IN)
  public Response get(
      @Context Caller caller,
      @Context BaseUri base,
      @Context UriInfo uri,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
    return users.get(caller, base, uri, self(caller, Permission.SELF_READ), ifNoneMatch);
  }

  @PUT
  @Requires(Permission.SIGNED_IN)
  public Response replace(
      @Context Caller caller,
      @Context BaseUri base,
      @Context UriInfo uri,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Attributes body) {
    String id = self(caller, Permission.SELF_WRITE);
    Attributes whole = selfService.whole(caller, body);
    return users.replace(caller, base, uri, id, ifMatch, whole);
  }

  @PATCH
  @Requires(Permission.SIGNED_IN)
  public Response modify(
      @Context Caller caller,
      @Context BaseUri base,
      @Context UriInfo uri,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Attributes body) {
    String id = self(caller, Permission.SELF_WRITE);
    selfService.requireOwn(body);
    return users.modify(caller, base, uri, id, ifMatch, body);
  }

  @POST
  @Requires(Permission.SIGNED_IN)
  public Response create() {
    throw RejectedException.of(Kind.NOT_SUPPORTED, "Nobody can create itself; POST to /Users.");
  }

  @DELETE
  @Requires(Permission.SIGNED_IN)
  public Response delete(@Context Caller caller) {
    self(caller, Permission.SELF_WRITE);
    throw RejectedException.of(Kind.FORBIDDEN, "Users cannot delete themselves.");
  }

  private static String self(Caller caller, Permission permission) {
    ResourceId id =
        caller
            .identityIfAny()
            .orElseThrow(
                () ->
                    RejectedException.of(
                        Kind.NOT_FOUND,
                        "You signed in as an administrator of the server, who is no user."));
    if (!caller.may(permission)) {
      throw RejectedException.of(
          Kind.FORBIDDEN, "This needs the permission " + permission.key() + ".");
    }
    return id.toString();
  }
}
