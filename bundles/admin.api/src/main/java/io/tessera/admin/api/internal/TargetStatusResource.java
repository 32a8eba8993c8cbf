package io.tessera.admin.api.internal;

import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.Overview;
import io.tessera.provisioning.api.admin.Overviews;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

/** How all targets are doing, as of a moment ago. */
@Path("target-status")
@Produces(MediaType.APPLICATION_JSON)
public final class TargetStatusResource {
  private final Overviews overviews;

  TargetStatusResource(Overviews overviews) {
    this.overviews = overviews;
  }

  @GET
  @Requires(Permission.TARGETS_READ)
  public Attributes list(@Context Caller caller, @BeanParam Paging paging) {
    return Paging.json(
        paging.of(overviews.overview(caller).targets(), Overview.Standing::name),
        OverviewCodec::json);
  }
}
