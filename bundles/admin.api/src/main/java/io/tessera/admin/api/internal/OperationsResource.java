package io.tessera.admin.api.internal;

import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.Connections;
import io.tessera.provisioning.api.admin.Deliveries;
import io.tessera.provisioning.api.admin.OperationView;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

/** What became of each change at each target, and what a person decides about the stuck ones. */
@Path("operations")
@Produces(MediaType.APPLICATION_JSON)
public final class OperationsResource {
  private final Deliveries deliveries;
  private final Connections connections;

  OperationsResource(Deliveries deliveries, Connections connections) {
    this.deliveries = deliveries;
    this.connections = connections;
  }

  @GET
  @Requires(Permission.QUEUE_READ)
  public Attributes list(@BeanParam OperationFilter filter, @BeanParam Paging paging) {
    return Paging.json(
        deliveries.operations(filter.selection(connections), paging.cursor(), paging.limit()),
        DeliveryCodec::json);
  }

  @GET
  @Path("{id}")
  @Requires(Permission.QUEUE_READ)
  public Attributes get(@PathParam("id") String id) {
    return DeliveryCodec.json(present(id));
  }

  @POST
  @Path("{id}/retry")
  @Requires(Permission.QUEUE_OPERATE)
  public Attributes retry(@Context Caller caller, @PathParam("id") String id) {
    return DeliveryCodec.json(deliveries.retry(caller, present(id).id()));
  }

  @POST
  @Path("{id}/discard")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(Permission.QUEUE_OPERATE)
  public Attributes discard(@Context Caller caller, @PathParam("id") String id, Attributes body) {
    Fields fields = Fields.of(body);
    String reason = fields.text("reason");
    fields.check();
    return DeliveryCodec.json(deliveries.discard(caller, present(id).id(), reason));
  }

  private OperationView present(String id) {
    return Answers.found("operation", id, deliveries::operation);
  }
}
