package io.tessera.admin.api.internal;

import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.Connections;
import io.tessera.provisioning.api.admin.Deliveries;
import io.tessera.provisioning.api.admin.OperationView;
import io.tessera.provisioning.api.admin.People;
import io.tessera.provisioning.api.admin.Slice;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;

/** What became of each change at each target, and what a person decides about the stuck ones. */
@Path("operations")
@Produces(MediaType.APPLICATION_JSON)
public final class OperationsResource {
  private final Deliveries deliveries;
  private final Connections connections;
  private final People people;

  OperationsResource(Deliveries deliveries, Connections connections, People people) {
    this.people = people;
    this.deliveries = deliveries;
    this.connections = connections;
  }

  @GET
  @Requires(Permission.QUEUE_READ)
  public Attributes list(
      @Context Caller caller, @BeanParam OperationQuery query, @BeanParam Paging paging) {
    int limit = paging.limit();
    Slice<OperationView> found =
        query
            .search(caller, connections, people)
            .map(search -> deliveries.search(caller, search, paging.cursor(), limit))
            .orElseGet(() -> new Slice<>(List.of(), null));
    return Paging.json(found, DeliveryCodec::json);
  }

  @GET
  @Path("{id}")
  @Requires(Permission.QUEUE_READ)
  public Attributes get(@Context Caller caller, @PathParam("id") String id) {
    return DeliveryCodec.json(present(caller, id));
  }

  @POST
  @Path("{id}/retry")
  @Requires(Permission.QUEUE_OPERATE)
  public Attributes retry(@Context Caller caller, @PathParam("id") String id) {
    return DeliveryCodec.json(deliveries.retry(caller, present(caller, id).id()));
  }

  @POST
  @Path("{id}/discard")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(Permission.QUEUE_OPERATE)
  public Attributes discard(@Context Caller caller, @PathParam("id") String id, Attributes body) {
    Fields fields = Fields.of(body);
    String reason = fields.text("reason");
    fields.check();
    return DeliveryCodec.json(deliveries.discard(caller, present(caller, id).id(), reason));
  }

  /** What the operation carries; for a deletion what was there before. */
  @GET
  @Path("{id}/payload")
  @Requires(Permission.QUEUE_READ)
  public Attributes payload(@Context Caller caller, @PathParam("id") String id) {
    return deliveries.payload(caller, present(caller, id).id());
  }

  @GET
  @Path("{id}/calls")
  @Requires(Permission.QUEUE_READ)
  public Attributes calls(@Context Caller caller, @PathParam("id") String id) {
    return new JsonObject()
        .objects(
            "items",
            deliveries.calls(caller, present(caller, id).id()).stream()
                .map(DeliveryCodec::json)
                .toList())
        .build();
  }

  /** Replaces what a dead operation carries and tries it. */
  @PUT
  @Path("{id}/payload")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(Permission.QUEUE_OPERATE)
  public Attributes edit(@Context Caller caller, @PathParam("id") String id, Attributes body) {
    return DeliveryCodec.json(deliveries.edit(caller, present(caller, id).id(), body));
  }

  @POST
  @Path("{id}/complete")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(Permission.QUEUE_OPERATE)
  public Attributes complete(@Context Caller caller, @PathParam("id") String id, Attributes body) {
    Fields fields = Fields.of(body);
    Optional<String> remoteId = fields.optionalText("remoteId");
    fields.check();
    return DeliveryCodec.json(
        deliveries.complete(caller, present(caller, id).id(), remoteId.orElse(null)));
  }

  @POST
  @Path("{id}/refuse")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(Permission.QUEUE_OPERATE)
  public Attributes refuse(@Context Caller caller, @PathParam("id") String id, Attributes body) {
    Fields fields = Fields.of(body);
    String reason = fields.text("reason");
    fields.check();
    return DeliveryCodec.json(deliveries.refuse(caller, present(caller, id).id(), reason));
  }

  /** Tries all dead operations that are selected. */
  @POST
  @Path("retry")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(Permission.QUEUE_OPERATE)
  public Attributes retryAll(@Context Caller caller, Attributes body) {
    Fields fields = Fields.of(body);
    Deliveries.Selection selection = selection(caller, fields);
    fields.check();
    return count(deliveries.retryAll(caller, selection));
  }

  /** Gives all dead operations up that are selected. */
  @POST
  @Path("discard")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(Permission.QUEUE_OPERATE)
  public Attributes discardAll(@Context Caller caller, Attributes body) {
    Fields fields = Fields.of(body);
    String reason = fields.text("reason");
    Deliveries.Selection selection = selection(caller, fields);
    fields.check();
    return count(deliveries.discardAll(caller, selection, reason));
  }

  private Deliveries.Selection selection(Caller caller, Fields fields) {
    return new OperationFilter(
            fields.optionalText("target").orElse(null),
            fields.optionalText("resource").orElse(null),
            fields.optionalText("failure").orElse(null))
        .selection(caller, connections);
  }

  private static Attributes count(int operations) {
    return new JsonObject().number("operations", operations).build();
  }

  private OperationView present(Caller caller, String id) {
    return Answers.found("operation", id, uuid -> deliveries.operation(caller, uuid));
  }
}
