package io.tessera.admin.api.internal;

import io.tessera.inbound.http.DryRun;
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
  @Requires(Permission.TARGETS_READ)
  public Attributes list(
      @Context Caller caller, @QueryParam("name") @Nullable String name, @BeanParam Paging paging) {
    List<Target> wanted =
        connections.targets(caller).stream()
            .filter(target -> name == null || target.name().equals(name))
            .toList();
    return Paging.json(paging.of(wanted, Target::name), TargetCodec::json);
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @DryRun
  @Requires(Permission.CONFIG_WRITE)
  public Response create(@Context Caller caller, @Context UriInfo uri, Attributes body) {
    Target made = connections.createTarget(caller, TargetCodec.draft(body));
    return Answers.created(uri, made.id(), made.version(), TargetCodec.json(made));
  }

  @GET
  @Path("{id}")
  @Requires(Permission.TARGETS_READ)
  public Response get(@Context Caller caller, @PathParam("id") String id) {
    return answer(present(caller, id));
  }

  @PUT
  @Path("{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @DryRun
  @Requires(Permission.TARGETS_WRITE)
  public Response replace(
      @Context Caller caller,
      @PathParam("id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Attributes body) {
    Target present = present(caller, id);
    long expected = IfMatch.expected(ifMatch, present.version(), () -> answer(present));
    return answer(
        connections.replaceTarget(caller, present.id(), expected, TargetCodec.draft(body)));
  }

  @DELETE
  @Path("{id}")
  @DryRun
  @Requires(Permission.CONFIG_WRITE)
  public void delete(
      @Context Caller caller,
      @PathParam("id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    Target present = present(caller, id);
    connections.deleteTarget(
        caller, present.id(), IfMatch.expected(ifMatch, present.version(), () -> answer(present)));
  }

  @GET
  @Path("{id}/status")
  @Requires(Permission.TARGETS_READ)
  public Attributes status(@Context Caller caller, @PathParam("id") String id) {
    return TargetCodec.json(connections.status(caller, present(caller, id).id()));
  }

  /** A POST because it makes the server call out; it changes nothing on either side. */
  @POST
  @Path("{id}/test")
  @Requires(Permission.TARGETS_WRITE)
  public Attributes test(@Context Caller caller, @PathParam("id") String id) {
    return TargetCodec.json(connections.test(caller, present(caller, id).id()));
  }

  @GET
  @Path("{id}/accounts")
  @Requires(Permission.QUEUE_READ)
  public Attributes accounts(
      @Context Caller caller, @PathParam("id") String id, @BeanParam Paging paging) {
    return Paging.json(
        deliveries.accountsAt(caller, present(caller, id).id(), paging.cursor(), paging.limit()),
        DeliveryCodec::json);
  }

  /** Asks the target. */
  @GET
  @Path("{id}/contents")
  @Requires(Permission.QUEUE_READ)
  public Attributes contents(
      @Context Caller caller,
      @PathParam("id") String id,
      @QueryParam("resourceType") @Nullable String resourceType,
      @BeanParam Paging paging) {
    return Paging.json(
        contents.list(
            present(caller, id).id(),
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
      @Context Caller caller,
      @PathParam("id") String id,
      @QueryParam("resourceType") @Nullable String resourceType,
      @BeanParam Paging paging) {
    return TargetContentsCodec.json(
        contents.changes(
            present(caller, id).id(),
            ResourceTypes.parameter(resourceType),
            paging.cursor(),
            paging.limit()));
  }

  /** Asks the target at most. A POST like the preview of a map; it changes nothing. */
  @POST
  @Path("{id}/plan")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(Permission.TARGETS_READ)
  public Attributes plan(@Context Caller caller, @PathParam("id") String id, Attributes body) {
    Target target = present(caller, id);
    Fields fields = Fields.of(body);
    ResourceType type = ResourceTypes.read(fields);
    UUID resource = ResourceTypes.id(fields);
    fields.check();
    return TargetContentsCodec.json(contents.plan(caller, target.id(), type, resource));
  }

  private Target present(Caller caller, String id) {
    return Answers.found("target", id, uuid -> connections.target(caller, uuid));
  }

  private static Response answer(Target target) {
    return Answers.versioned(target.version(), TargetCodec.json(target));
  }
}
