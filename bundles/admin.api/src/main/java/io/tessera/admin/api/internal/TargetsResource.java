package io.tessera.admin.api.internal;

import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.Connections;
import io.tessera.provisioning.api.admin.Deliveries;
import io.tessera.provisioning.api.admin.Target;
import io.tessera.provisioning.api.admin.TargetContents;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The configured outbound connectors: where changes go, how they are doing, what is there. */
@Path("targets")
@Produces(MediaType.APPLICATION_JSON)
public final class TargetsResource {
  private final Connections connections;
  private final Deliveries deliveries;
  private final TargetContents contents;

  TargetsResource(Connections connections, Deliveries deliveries, TargetContents contents) {
    this.connections = connections;
    this.contents = contents;
    this.deliveries = deliveries;
  }

  @GET
  @Requires(Permission.CONFIG_READ)
  public Attributes list(@QueryParam("name") @Nullable String name, @BeanParam Paging paging) {
    List<Target> wanted =
        connections.targets().stream()
            .filter(target -> name == null || target.name().equals(name))
            .toList();
    return Paging.json(paging.of(wanted, Target::name), TargetCodec::json);
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(Permission.CONFIG_WRITE)
  public Response create(@Context Caller caller, @Context UriInfo uri, Attributes body) {
    Target made = connections.createTarget(caller, TargetCodec.draft(body));
    return Answers.created(uri, made.id(), made.version(), TargetCodec.json(made));
  }

  @GET
  @Path("{id}")
  @Requires(Permission.CONFIG_READ)
  public Response get(@PathParam("id") String id) {
    return answer(present(id));
  }

  @PUT
  @Path("{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(Permission.CONFIG_WRITE)
  public Response replace(
      @Context Caller caller,
      @PathParam("id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Attributes body) {
    Target present = present(id);
    long expected = IfMatch.expected(ifMatch, present.version());
    return answer(
        connections.replaceTarget(caller, present.id(), expected, TargetCodec.draft(body)));
  }

  @DELETE
  @Path("{id}")
  @Requires(Permission.CONFIG_WRITE)
  public void delete(
      @Context Caller caller,
      @PathParam("id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    Target present = present(id);
    connections.deleteTarget(caller, present.id(), IfMatch.expected(ifMatch, present.version()));
  }

  @GET
  @Path("{id}/status")
  @Requires(Permission.CONFIG_READ)
  public Attributes status(@PathParam("id") String id) {
    return TargetCodec.json(connections.status(present(id).id()));
  }

  /** A POST because it makes the server call out; it changes nothing on either side. */
  @POST
  @Path("{id}/test")
  @Requires(Permission.CONFIG_WRITE)
  public Attributes test(@PathParam("id") String id) {
    return TargetCodec.json(connections.test(present(id).id()));
  }

  @GET
  @Path("{id}/accounts")
  @Requires(Permission.QUEUE_READ)
  public Attributes accounts(@PathParam("id") String id, @BeanParam Paging paging) {
    return Paging.json(
        deliveries.accountsAt(present(id).id(), paging.cursor(), paging.limit()),
        DeliveryCodec::json);
  }

  /** Asks the target. */
  @GET
  @Path("{id}/contents")
  @Requires(Permission.QUEUE_READ)
  public Attributes contents(
      @PathParam("id") String id,
      @QueryParam("resourceType") @Nullable String resourceType,
      @BeanParam Paging paging) {
    return Paging.json(
        contents.list(
            present(id).id(),
            ResourceTypes.parameter(resourceType),
            paging.cursor(),
            paging.limit()),
        TargetContentsCodec::json);
  }

  /** Asks the target. */
  @GET
  @Path("{id}/contents/changes")
  @Requires(Permission.QUEUE_READ)
  public Attributes changes(
      @PathParam("id") String id,
      @QueryParam("resourceType") @Nullable String resourceType,
      @BeanParam Paging paging) {
    return TargetContentsCodec.json(
        contents.changes(
            present(id).id(),
            ResourceTypes.parameter(resourceType),
            paging.cursor(),
            paging.limit()));
  }

  /** Asks the target at most. A POST like the preview of a map; it changes nothing. */
  @POST
  @Path("{id}/plan")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(Permission.CONFIG_READ)
  public Attributes plan(@Context Caller caller, @PathParam("id") String id, Attributes body) {
    Target target = present(id);
    Fields fields = Fields.of(body);
    ResourceType type = ResourceTypes.read(fields);
    UUID resource = ResourceTypes.id(fields);
    fields.check();
    return TargetContentsCodec.json(contents.plan(caller, target.id(), type, resource));
  }

  private Target present(String id) {
    return Answers.found("target", id, connections::target);
  }

  private static Response answer(Target target) {
    return Answers.versioned(target.version(), TargetCodec.json(target));
  }
}
