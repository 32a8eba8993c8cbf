package io.tessera.admin.api.internal;

import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.InitialLoad;
import io.tessera.provisioning.api.admin.InitialLoads;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;

/** Walks that provision everyone who is there already. */
@Path("initial-loads")
@Produces(MediaType.APPLICATION_JSON)
public final class InitialLoadsResource {
  private final InitialLoads loads;

  InitialLoadsResource(InitialLoads loads) {
    this.loads = loads;
  }

  @GET
  @Requires(Permission.QUEUE_READ)
  public Attributes list(@Context Caller caller, @BeanParam Paging paging) {
    return Paging.json(
        paging.newestFirst(loads.list(caller), load -> load.id().toString()), PlacementCodec::json);
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(Permission.QUEUE_OPERATE)
  public Response start(@Context Caller caller, @Context UriInfo uri, Attributes body) {
    InitialLoad load = loads.start(caller, PlacementCodec.draft(body));
    return Answers.created(uri, load.id(), PlacementCodec.json(load));
  }

  @GET
  @Path("{id}")
  @Requires(Permission.QUEUE_READ)
  public Attributes get(@Context Caller caller, @PathParam("id") String id) {
    return PlacementCodec.json(present(caller, id));
  }

  @POST
  @Path("{id}/pause")
  @Requires(Permission.QUEUE_OPERATE)
  public Attributes pause(@Context Caller caller, @PathParam("id") String id) {
    return PlacementCodec.json(loads.pause(caller, known(caller, id)));
  }

  @POST
  @Path("{id}/resume")
  @Requires(Permission.QUEUE_OPERATE)
  public Attributes resume(@Context Caller caller, @PathParam("id") String id) {
    return PlacementCodec.json(loads.resume(caller, known(caller, id)));
  }

  @POST
  @Path("{id}/cancel")
  @Requires(Permission.QUEUE_OPERATE)
  public Attributes cancel(@Context Caller caller, @PathParam("id") String id) {
    return PlacementCodec.json(loads.cancel(caller, known(caller, id)));
  }

  private UUID known(Caller caller, String id) {
    return present(caller, id).id();
  }

  private InitialLoad present(Caller caller, String id) {
    return Answers.found("initial load", id, uuid -> loads.get(caller, uuid));
  }
}
