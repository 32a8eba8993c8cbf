package io.tessera.admin.api.internal;

import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.Run;
import io.tessera.provisioning.api.admin.Runs;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** All work through all users and groups, of whatever kind. */
@Path("runs")
@Produces(MediaType.APPLICATION_JSON)
public final class RunsResource {
  private final Runs runs;

  RunsResource(Runs runs) {
    this.runs = runs;
  }

  @GET
  @Requires(Permission.QUEUE_READ)
  public Attributes list(@Context Caller caller, @BeanParam Paging paging) {
    List<Run> all = runs.list(caller);
    return Paging.json(paging.of(all, run -> place(all, run)), OverviewCodec::json);
  }

  /** As they are ordered. */
  private static String place(List<Run> all, Run run) {
    return String.format(Locale.ROOT, "%06d", all.indexOf(run));
  }

  @GET
  @Path("{id}")
  @Requires(Permission.QUEUE_READ)
  public Attributes get(@Context Caller caller, @PathParam("id") String id) {
    return OverviewCodec.json(present(caller, id));
  }

  @POST
  @Path("{id}/pause")
  @Requires(Permission.QUEUE_OPERATE)
  public Attributes pause(@Context Caller caller, @PathParam("id") String id) {
    return OverviewCodec.json(runs.pause(caller, known(caller, id)));
  }

  @POST
  @Path("{id}/resume")
  @Requires(Permission.QUEUE_OPERATE)
  public Attributes resume(@Context Caller caller, @PathParam("id") String id) {
    return OverviewCodec.json(runs.resume(caller, known(caller, id)));
  }

  @POST
  @Path("{id}/cancel")
  @Requires(Permission.QUEUE_OPERATE)
  public Attributes cancel(@Context Caller caller, @PathParam("id") String id) {
    return OverviewCodec.json(runs.cancel(caller, known(caller, id)));
  }

  private UUID known(Caller caller, String id) {
    return present(caller, id).id();
  }

  private Run present(Caller caller, String id) {
    return Answers.found("run", id, uuid -> runs.get(caller, uuid));
  }
}
