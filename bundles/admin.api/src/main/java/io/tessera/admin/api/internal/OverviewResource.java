package io.tessera.admin.api.internal;

import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.Overviews;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

/** How the whole server is doing. */
@Path("overview")
@Produces(MediaType.APPLICATION_JSON)
public final class OverviewResource {
  private final Overviews overviews;

  OverviewResource(Overviews overviews) {
    this.overviews = overviews;
  }

  @GET
  @Requires(Permission.QUEUE_READ)
  public Attributes get(@Context Caller caller) {
    return OverviewCodec.json(overviews.overview(caller));
  }
}
