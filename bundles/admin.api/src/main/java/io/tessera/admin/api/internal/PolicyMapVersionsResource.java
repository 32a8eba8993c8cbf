package io.tessera.admin.api.internal;

import io.tessera.inbound.http.DryRun;
import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.Connections;
import io.tessera.provisioning.api.admin.PolicyMaps;
import io.tessera.provisioning.api.admin.PolicyMaps.Version;
import io.tessera.provisioning.api.admin.Target;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The maps a target has had, and going back to one of them. */
@Path("targets/{id}/policy-map")
@Produces(MediaType.APPLICATION_JSON)
public final class PolicyMapVersionsResource {
  private final Connections connections;
  private final PolicyMaps maps;

  PolicyMapVersionsResource(Connections connections, PolicyMaps maps) {
    this.connections = connections;
    this.maps = maps;
  }

  @GET
  @Path("versions")
  @Requires(Permission.TARGETS_READ)
  public Attributes list(
      @Context Caller caller, @PathParam("id") String id, @BeanParam Paging paging) {
    return Paging.json(
        paging.newestFirst(
            maps.versions(present(caller, id).id()), version -> Paging.key(version.version())),
        PolicyMapVersionsResource::json);
  }

  @GET
  @Path("versions/{version}")
  @Requires(Permission.TARGETS_READ)
  public Attributes get(
      @Context Caller caller, @PathParam("id") String id, @PathParam("version") String version) {
    return PolicyMapCodec.json(version(present(caller, id), version).map());
  }

  /** Puts an earlier map in force. It is checked as any other, its tests are run. */
  @POST
  @Path("rollback")
  @Consumes(MediaType.APPLICATION_JSON)
  @DryRun
  @Requires(Permission.TARGETS_WRITE)
  public Response rollback(
      @Context Caller caller,
      @PathParam("id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Attributes body) {
    Fields fields = Fields.of(body);
    if (!fields.has("version")) {
      fields.problem("version", "is required.");
    }
    long wanted = fields.number("version", 0);
    fields.check();
    Target target = present(caller, id);
    long expected =
        IfMatch.expected(
            ifMatch,
            target.version(),
            () -> Answers.versioned(target.version(), TargetCodec.json(target)));
    Target changed =
        connections.replaceTarget(
            caller,
            target.id(),
            expected,
            new Target.Draft(
                target.name(),
                target.identityProvider(),
                target.connectorType(),
                target.enabled(),
                target.settings(),
                version(target, Long.toString(wanted)).map(),
                null));
    return Answers.versioned(changed.version(), TargetCodec.json(changed));
  }

  private Version version(Target target, String wanted) {
    List<Version> all = maps.versions(target.id());
    return all.stream()
        .filter(version -> Long.toString(version.version()).equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                Answers.notFound(
                    "No policy map came with version " + wanted + " of " + target.name() + "."));
  }

  private Target present(Caller caller, String id) {
    return Answers.found("target", id, uuid -> connections.target(caller, uuid));
  }

  private static Attributes json(Version version) {
    return new JsonObject()
        .number("version", version.version())
        .text("at", version.at().toString())
        .text("who", version.who())
        .number("rows", version.map().user().size() + version.map().group().size())
        .build();
  }
}
