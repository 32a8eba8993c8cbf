package io.tessera.inbound.scim.internal;

import io.tessera.inbound.http.Requires;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Permission;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** Endpoints of RFC 7644 that this server does not have; it says so as the RFC asks. */
@Path("")
public final class UnsupportedResource {
  @POST
  @Path(".search")
  @Requires(Permission.DISCOVERY)
  public void search() {
    throw unsupported("Search below /Users or /Groups; a search over all is not supported.");
  }

  @GET
  @Path("Me")
  @Requires(Permission.DISCOVERY)
  public void me() {
    throw unsupported("The administrators of this server are no users; /Me is not supported.");
  }

  private static RejectedException unsupported(String detail) {
    return RejectedException.of(Kind.NOT_SUPPORTED, detail);
  }
}
