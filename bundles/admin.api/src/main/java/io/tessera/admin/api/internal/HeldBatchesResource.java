package io.tessera.admin.api.internal;

import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.Connections;
import io.tessera.provisioning.api.admin.Deliveries;
import io.tessera.provisioning.api.admin.HeldBatch;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Removals that are kept back because they are so many, and what a person decides about them. */
@Path("held-batches")
@Produces(MediaType.APPLICATION_JSON)
public final class HeldBatchesResource {
  private final Deliveries deliveries;
  private final Connections connections;

  HeldBatchesResource(Deliveries deliveries, Connections connections) {
    this.deliveries = deliveries;
    this.connections = connections;
  }

  @GET
  @Requires(Permission.QUEUE_READ)
  public Attributes list(
      @Context Caller caller, @BeanParam HeldBatchFilter filter, @BeanParam Paging paging) {
    List<HeldBatch> batches = filter.find(caller, deliveries, connections);
    return Paging.json(
        paging.newestFirst(batches, batch -> batch.id().toString()), DeliveryCodec::json);
  }

  @GET
  @Path("{id}")
  @Requires(Permission.QUEUE_READ)
  public Attributes get(@Context Caller caller, @PathParam("id") String id) {
    return DeliveryCodec.json(present(caller, id));
  }

  @POST
  @Path("{id}/allow")
  @Requires(Permission.QUEUE_OPERATE)
  public Attributes allow(@Context Caller caller, @PathParam("id") String id) {
    return DeliveryCodec.json(deliveries.allow(caller, present(caller, id).id()));
  }

  @POST
  @Path("{id}/reject")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(Permission.QUEUE_OPERATE)
  public Attributes reject(@Context Caller caller, @PathParam("id") String id, Attributes body) {
    Fields fields = Fields.of(body);
    String reason = fields.text("reason");
    fields.check();
    return DeliveryCodec.json(deliveries.reject(caller, present(caller, id).id(), reason));
  }

  private HeldBatch present(Caller caller, String id) {
    return Answers.found("held batch", id, uuid -> deliveries.batch(caller, uuid));
  }
}
