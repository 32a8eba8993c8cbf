package io.tessera.inbound.scim.internal;

import io.tessera.inbound.http.BaseUri;
import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.scim.protocol.SearchRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;

/** The root of the service: resources of all types (RFC 7644 sections 3.4.2.1 and 3.4.3). */
@Path("")
@Produces({MediaTypes.SCIM, MediaTypes.JSON})
@Consumes({MediaTypes.SCIM, MediaTypes.JSON})
public final class RootResource {
  private final RootSearch search;

  RootResource(RootSearch search) {
    this.search = search;
  }

  @GET
  @Requires(Permission.SIGNED_IN)
  public byte[] list(@Context Caller caller, @Context BaseUri base, @Context UriInfo uri) {
    return search.find(caller, base.value(), SearchQuery.of(uri));
  }

  @POST
  @Path(".search")
  @Requires(Permission.SIGNED_IN)
  public byte[] search(@Context Caller caller, @Context BaseUri base, Attributes body) {
    return search.find(caller, base.value(), SearchRequest.read(body));
  }
}
